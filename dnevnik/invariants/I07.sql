-- I07: a claim is of one record in its role; a record is held once, also by two accounts with one SNILS; an identity
-- holds one record per school and role.
SELECT 'accounts_recordclaim' AS what, CAST(id AS text) AS id
FROM accounts_recordclaim
WHERE NOT (
  (role = 'student' AND student_id IS NOT NULL AND parent_id IS NULL)
  OR (role = 'parent' AND parent_id IS NOT NULL AND student_id IS NULL)
)
UNION ALL
SELECT 'accounts_recordclaim', CAST(id AS text)
FROM (
  SELECT
    id,
    count(*) OVER (PARTITION BY student_id, parent_id) AS holders,
    count(*) OVER (PARTITION BY identity_id, school_id, role) AS held
  FROM accounts_recordclaim WHERE closed_at IS NULL
) AS claims
WHERE holders > 1 OR held > 1
UNION ALL
SELECT 'accounts_recordclaim', CAST(one.id AS text)
FROM accounts_recordclaim AS one
JOIN accounts_recordclaim AS other
  ON other.id <> one.id AND (other.student_id = one.student_id OR other.parent_id = one.parent_id)
JOIN accounts_verifiedidentity AS said_of_one ON said_of_one.identity_id = one.identity_id
JOIN accounts_verifiedidentity AS said_of_other ON said_of_other.identity_id = other.identity_id
WHERE one.closed_at IS NULL AND other.closed_at IS NULL AND said_of_other.snils_index = said_of_one.snils_index

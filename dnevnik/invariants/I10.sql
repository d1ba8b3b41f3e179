-- I10: nobody is their own parent: no open link between records of one SNILS and one name, nor of one account. (A
-- mother's SNILS in her child's card is the school's slip, and a finding: there the names differ.)
SELECT 'schools_parentchildlink' AS what, CAST(link.id AS text) AS id
FROM schools_parentchildlink AS link
JOIN schools_parent AS parent ON parent.id = link.parent_id
JOIN schools_student AS student ON student.id = link.student_id
WHERE link.valid_to IS NULL AND parent.snils_index = student.snils_index AND parent.fingerprint = student.fingerprint
UNION ALL
SELECT 'schools_parentchildlink', CAST(link.id AS text)
FROM schools_parentchildlink AS link
JOIN accounts_recordclaim AS above ON above.parent_id = link.parent_id AND above.closed_at IS NULL
JOIN accounts_recordclaim AS below ON below.student_id = link.student_id AND below.closed_at IS NULL
WHERE link.valid_to IS NULL AND above.identity_id = below.identity_id

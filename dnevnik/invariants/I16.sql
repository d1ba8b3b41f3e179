-- I16: nobody is asked for a consent who has given it, or who does not decide for that child. (Changed records and
-- claims that passed to another account are followed within two nights: until then a question may stand.)
SELECT 'consents_consentrequest' AS what, CAST(request.id AS text) AS id
FROM consents_consentrequest AS request
WHERE request.closed_at IS NULL AND (
  SELECT decision FROM consents_consentdecision AS word
  WHERE word.giver_id = request.giver_id
    AND word.student_id = request.student_id
    AND word.purpose_id = request.purpose_id
  ORDER BY word.at DESC, word.id DESC LIMIT 1
) = 'given'
UNION ALL
SELECT 'consents_consentrequest', CAST(request.id AS text)
FROM consents_consentrequest AS request
WHERE request.closed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM schools_recordchange AS change WHERE change.school_id = request.school_id)
  AND NOT EXISTS (
    SELECT 1
    FROM accounts_recordclaim AS claim
    JOIN schools_parent AS parent ON parent.id = claim.parent_id AND parent.left_on IS NULL
    JOIN schools_parentchildlink AS link ON link.parent_id = parent.id AND link.valid_to IS NULL AND link.gives_consent
    JOIN schools_student AS student ON student.id = link.student_id AND student.left_on IS NULL
    WHERE claim.identity_id = request.giver_id
      AND link.student_id = request.student_id
      AND (claim.closed_at IS NULL OR claim.closed_at > %(two_days_ago)s)
      AND NOT EXISTS (
        SELECT 1 FROM schools_restriction AS bar
        WHERE bar.student_id = request.student_id AND (
          bar.state = 'proposed'
          OR (
            bar.state = 'in_force' AND bar.bars_consent
            AND (bar.parent_id = parent.id OR (bar.parent_id IS NULL AND bar.adult_snils_index = parent.snils_index))
          )
        )
      )
  )

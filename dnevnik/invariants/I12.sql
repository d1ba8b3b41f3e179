-- I12: a roster never reopened a link that a person closed (design.md rule 10).
SELECT 'schools_parentchildlink' AS what, CAST(again.id AS text) AS id
FROM schools_parentchildlink AS again
WHERE again.valid_to IS NULL
  AND again.basis = 'roster'
  AND substr(again.verified_by, 1, 5) <> 'user '
  AND EXISTS (
    SELECT 1 FROM schools_parentchildlink AS closed
    WHERE closed.parent_id = again.parent_id
      AND closed.student_id = again.student_id
      AND closed.closed_by_kind = 'person'
      AND closed.valid_to <= again.valid_from
  )

-- I20: a link that waited for a second person is open only since another one agreed, and for the same two people.
SELECT 'schools_pendinglink' AS what, CAST(pending.id AS text) AS id
FROM schools_pendinglink AS pending
LEFT JOIN schools_parentchildlink AS link ON link.id = pending.id
WHERE (pending.state = 'agreed') <> (link.id IS NOT NULL)
  OR (pending.state = 'agreed' AND pending.decided_by = pending.opened_by)
  OR link.parent_id <> pending.parent_id
  OR link.student_id <> pending.student_id
  OR link.verified_by <> pending.opened_by

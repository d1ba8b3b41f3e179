-- I08: one open link per parent and child.
SELECT 'schools_parentchildlink' AS what, CAST(id AS text) AS id
FROM (
  SELECT id, count(*) OVER (PARTITION BY parent_id, student_id) AS same
  FROM schools_parentchildlink WHERE valid_to IS NULL
) AS links
WHERE same > 1

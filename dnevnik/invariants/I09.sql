-- I09: every open link says on what paper it rests and who saw it.
SELECT 'schools_parentchildlink' AS what, CAST(id AS text) AS id
FROM schools_parentchildlink
WHERE valid_to IS NULL AND (basis = '' OR verified_by = '')

-- I05: one live pupil and one live parent of a school per SNILS, one live pupil per birth certificate.
SELECT 'schools_student' AS what, CAST(id AS text) AS id
FROM (
  SELECT id, count(*) OVER (PARTITION BY school_id, snils_index) AS same
  FROM schools_student WHERE left_on IS NULL AND snils_index IS NOT NULL
) AS pupils
WHERE same > 1
UNION ALL
SELECT 'schools_student', CAST(id AS text)
FROM (
  SELECT id, count(*) OVER (PARTITION BY school_id, certificate_index) AS same
  FROM schools_student WHERE left_on IS NULL AND certificate_index IS NOT NULL
) AS certified
WHERE same > 1
UNION ALL
SELECT 'schools_parent', CAST(id AS text)
FROM (
  SELECT id, count(*) OVER (PARTITION BY school_id, snils_index) AS same
  FROM schools_parent WHERE left_on IS NULL AND snils_index IS NOT NULL
) AS parents
WHERE same > 1

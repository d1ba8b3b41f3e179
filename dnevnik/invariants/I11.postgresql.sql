-- I11: every look into a diary rests on consents that stood that day in the school's region: the adult's own; for a
-- pupil under 18 somebody's about the child; from 18 the pupil's own, and the pupil's leave for parents. (A birth date
-- that was corrected since says nothing of the day.)
WITH words AS (
  SELECT
    word.id, word.giver_id, word.identity_id, word.student_id, word.school_id, word.decision, word.at,
    purpose.code AS purpose,
    CAST(word.at AT TIME ZONE region.time_zone AS date) AS said_on
  FROM consents_consentdecision AS word
  JOIN consents_purpose AS purpose ON purpose.id = word.purpose_id
  JOIN schools_school AS school ON school.id = word.school_id
  JOIN schools_region AS region ON region.id = school.region_id
),
followed AS (
  SELECT
    words.*,
    min(CASE WHEN decision = 'withdrawn' THEN said_on END) OVER (
      PARTITION BY giver_id, purpose, school_id, student_id ORDER BY at, id
      ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
    ) AS taken_back
  FROM words
),
yes AS (SELECT * FROM followed WHERE decision = 'given'),
looks AS (
  SELECT
    visit.id, visit.visitor_id, visit.student_id, visit.school_id, visit."on" AS day,
    coalesce(extract(year FROM age(visit."on", student.birth_date)) >= 18, false) AS of_age
  FROM consents_diaryvisit AS visit
  JOIN schools_student AS student ON student.id = visit.student_id
  WHERE NOT EXISTS (
    SELECT 1 FROM schools_auditevent AS event
    WHERE event.subject_type = 'schools.student'
      AND event.subject_id = CAST(visit.student_id AS text)
      AND event.kind = 'record_corrected'
      AND CAST(event.at AT TIME ZONE 'UTC' AS date) >= visit."on"
      AND event.fields @> '["birth_date"]'
  )
)
SELECT 'consents_diaryvisit' AS what, CAST(look.id AS text) AS id
FROM looks AS look
WHERE NOT EXISTS (
  SELECT 1 FROM yes
  WHERE yes.identity_id = look.visitor_id AND yes.purpose = 'diary'
    AND yes.school_id = look.school_id AND yes.said_on <= look.day
    AND (yes.taken_back IS NULL OR yes.taken_back >= look.day)
)
UNION ALL
SELECT 'consents_diaryvisit', CAST(look.id AS text)
FROM looks AS look
WHERE NOT look.of_age AND NOT EXISTS (
  SELECT 1 FROM yes
  WHERE yes.student_id = look.student_id AND yes.purpose = 'diary'
    AND yes.school_id = look.school_id AND yes.said_on <= look.day
    AND (yes.taken_back IS NULL OR yes.taken_back >= look.day)
)
UNION ALL
SELECT 'consents_diaryvisit', CAST(look.id AS text)
FROM looks AS look
CROSS JOIN (SELECT 'diary' AS purpose UNION ALL SELECT 'guardian_access') AS needed
WHERE look.of_age AND NOT EXISTS (
  SELECT 1
  FROM yes
  JOIN accounts_recordclaim AS held ON held.identity_id = yes.identity_id
  WHERE held.student_id = look.student_id AND yes.purpose = needed.purpose
    AND yes.school_id = look.school_id AND yes.said_on <= look.day
    AND (yes.taken_back IS NULL OR yes.taken_back >= look.day)
)

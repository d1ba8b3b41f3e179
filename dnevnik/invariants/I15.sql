-- I15: no row reaches into another school: every wall of `schools.tenancy`, counted by its rows.
WITH ends (what, id, school_id, other_school_id) AS (
  SELECT 'schools_student', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_student AS near JOIN schools_schoolclass AS far ON far.id = near.school_class_id
  UNION ALL SELECT 'schools_parentchildlink', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_parentchildlink AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'schools_parentchildlink', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_parentchildlink AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'schools_pendinglink', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_pendinglink AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'schools_pendinglink', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_pendinglink AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'schools_restriction', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_restriction AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'schools_restriction', CAST(near.id AS text), near.school_id, far.school_id
  FROM schools_restriction AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_recordclaim', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_recordclaim AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_recordclaim', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_recordclaim AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'accounts_mismatchcase', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_mismatchcase AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_mismatchcase', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_mismatchcase AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'accounts_mismatchcase', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_mismatchcase AS near JOIN schools_schoolclass AS far ON far.id = near.school_class_id
  UNION ALL SELECT 'accounts_datafinding', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_datafinding AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_datafinding', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_datafinding AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'accounts_linkproposal', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_linkproposal AS near JOIN schools_schoolclass AS far ON far.id = near.school_class_id
  UNION ALL SELECT 'accounts_linkproposal', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_linkproposal AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_correctionrequest', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_correctionrequest AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'accounts_correctionrequest', CAST(near.id AS text), near.school_id, far.school_id
  FROM accounts_correctionrequest AS near JOIN schools_parent AS far ON far.id = near.parent_id
  UNION ALL SELECT 'consents_consentdecision', CAST(near.id AS text), near.school_id, far.school_id
  FROM consents_consentdecision AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'consents_consentrequest', CAST(near.id AS text), near.school_id, far.school_id
  FROM consents_consentrequest AS near JOIN schools_student AS far ON far.id = near.student_id
  UNION ALL SELECT 'consents_diaryvisit', CAST(near.id AS text), near.school_id, far.school_id
  FROM consents_diaryvisit AS near JOIN schools_student AS far ON far.id = near.student_id
)
SELECT what, id FROM ends WHERE school_id IS NULL OR school_id <> other_school_id

-- I13: every claim, link, decision, restriction, case and request was written down when it opened and when it ended,
-- once, and nothing was written down that did not happen. (Requests forgotten with their person end without an answer.
-- What the school answered at once by itself nobody had asked. A case that goes on under its number has ended once
-- more for each time that it was opened again.)
WITH written AS (
  SELECT kind, replace(subject_id, '-', '') AS subject, count(*) AS times
  FROM schools_auditevent
  WHERE kind IN (
    'claim_opened', 'claim_closed', 'link_opened', 'link_closed', 'link_waits', 'link_agreed', 'link_declined',
    'consent_given', 'consent_withdrawn', 'consent_asked', 'restriction_set', 'restriction_carried', 'restriction_decided', 'restriction_lifted',
    'case_opened', 'case_closed', 'link_proposed', 'link_answered', 'correction_asked', 'correction_answered'
  )
  GROUP BY kind, replace(subject_id, '-', '')
),
reopened AS (
  SELECT 'case_closed' AS kind, replace(subject_id, '-', '') AS subject, count(*) AS times
  FROM schools_auditevent
  WHERE kind = 'case_changed' AND CAST(fields AS text) = '["reopened"]'
  GROUP BY replace(subject_id, '-', '')
),
happened (kind, row_id) AS (
  SELECT 'claim_opened', CAST(id AS text) FROM accounts_recordclaim
  UNION ALL SELECT 'claim_closed', CAST(id AS text) FROM accounts_recordclaim WHERE closed_at IS NOT NULL
  UNION ALL SELECT 'link_opened', CAST(id AS text) FROM schools_parentchildlink
  UNION ALL SELECT 'link_closed', CAST(id AS text) FROM schools_parentchildlink WHERE valid_to IS NOT NULL
  UNION ALL SELECT 'link_waits', CAST(id AS text) FROM schools_pendinglink
  UNION ALL SELECT 'link_agreed', CAST(id AS text) FROM schools_pendinglink WHERE state = 'agreed'
  UNION ALL SELECT 'link_declined', CAST(id AS text) FROM schools_pendinglink WHERE state = 'declined'
  UNION ALL SELECT 'consent_given', CAST(id AS text) FROM consents_consentdecision WHERE decision = 'given'
  UNION ALL SELECT 'consent_withdrawn', CAST(id AS text) FROM consents_consentdecision WHERE decision = 'withdrawn'
  UNION ALL SELECT 'consent_asked', CAST(id AS text) FROM consents_consentrequest
  UNION ALL SELECT 'restriction_set', CAST(id AS text) FROM schools_restriction WHERE origin IS NULL
  UNION ALL SELECT 'restriction_carried', CAST(id AS text) FROM schools_restriction WHERE origin IS NOT NULL
  UNION ALL SELECT 'restriction_decided', CAST(id AS text) FROM schools_restriction WHERE decided_at IS NOT NULL
  UNION ALL SELECT 'restriction_lifted', CAST(id AS text) FROM schools_restriction WHERE state = 'lifted'
  UNION ALL SELECT 'case_opened', CAST(id AS text) FROM accounts_mismatchcase
  UNION ALL SELECT 'case_closed', CAST(id AS text) FROM accounts_mismatchcase WHERE closed_at IS NOT NULL
  UNION ALL SELECT 'link_proposed', CAST(id AS text) FROM accounts_linkproposal
  UNION ALL SELECT 'link_answered', CAST(id AS text) FROM accounts_linkproposal WHERE state IN ('accepted', 'declined')
  UNION ALL
  SELECT 'correction_asked', CAST(id AS text) FROM accounts_correctionrequest
  WHERE state <> 'declined' OR decided_at IS NULL OR decided_at <> asked_at
  UNION ALL
  SELECT 'correction_answered', CAST(id AS text) FROM accounts_correctionrequest WHERE state IN ('accepted', 'declined')
),
done AS (SELECT kind, replace(row_id, '-', '') AS subject FROM happened)
SELECT done.kind AS what, done.subject AS id
FROM done
LEFT JOIN written ON written.kind = done.kind AND written.subject = done.subject
LEFT JOIN reopened ON reopened.kind = done.kind AND reopened.subject = done.subject
WHERE coalesce(written.times, 0) <> 1 + coalesce(reopened.times, 0)
UNION ALL
SELECT written.kind, written.subject
FROM written
LEFT JOIN done ON done.kind = written.kind AND done.subject = written.subject
LEFT JOIN reopened ON reopened.kind = written.kind AND reopened.subject = written.subject
WHERE done.subject IS NULL AND written.times <> coalesce(reopened.times, 0)
  AND written.kind NOT IN ('link_answered', 'correction_answered')

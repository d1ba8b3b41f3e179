-- I19: in a change of issuer nobody is in two places: whoever moved stands under the new key and nobody under the
-- former one while it is open, whoever waits for a batch or went back stands under the former one; one change at a time
-- for an issuer in a region, never of a local issuer; nobody stands under a key that turned out to be another's; every
-- step was written down once.
WITH open_change AS (
  SELECT id, from_issuer, to_issuer, region_id, state
  FROM accounts_identitymigration
  WHERE state IN ('applying', 'undoing') OR (state = 'applied' AND finished_at IS NULL)
),
step (kind, identity_id) AS (
  SELECT 'identity_moved', identity_id FROM accounts_identitymove WHERE at IS NOT NULL
  UNION ALL
  SELECT 'identity_returned', identity_id FROM accounts_identitymove WHERE state = 'returned'
  UNION ALL
  SELECT 'identity_moved', identity_id FROM accounts_refutedmove WHERE moved_at IS NOT NULL
  UNION ALL
  SELECT 'identity_returned', identity_id FROM accounts_refutedmove WHERE moved_at IS NOT NULL
),
stepped (kind, identity_id, times) AS (SELECT kind, identity_id, count(*) FROM step GROUP BY kind, identity_id),
written AS (
  SELECT kind, replace(subject_id, '-', '') AS subject, count(*) AS times
  FROM schools_auditevent
  WHERE kind IN ('identity_moved', 'identity_returned')
  GROUP BY kind, replace(subject_id, '-', '')
)
SELECT 'accounts_identitymove' AS what, CAST(moved.id AS text) AS id
FROM accounts_identitymove AS moved
JOIN open_change ON open_change.id = moved.migration_id
JOIN accounts_externalidentity AS identity ON identity.id = moved.identity_id
WHERE (moved.state = 'moved' AND (identity.issuer <> open_change.to_issuer OR identity.subject <> moved.new_subject))
  OR (
    moved.state = 'planned' AND open_change.state = 'applying'
    AND (identity.issuer <> open_change.from_issuer OR identity.subject <> moved.old_subject)
  )
UNION ALL
SELECT 'accounts_externalidentity', CAST(twin.id AS text)
FROM accounts_identitymove AS moved
JOIN open_change ON open_change.id = moved.migration_id AND open_change.state <> 'undoing'
JOIN accounts_externalidentity AS twin ON twin.issuer = open_change.from_issuer AND twin.subject = moved.old_subject
WHERE moved.state = 'moved'
UNION ALL
SELECT 'accounts_refutedmove', CAST(refuted.id AS text)
FROM accounts_refutedmove AS refuted
JOIN open_change ON open_change.id = refuted.migration_id
JOIN accounts_externalidentity AS identity ON identity.id = refuted.identity_id
WHERE identity.issuer = open_change.to_issuer AND identity.subject = refuted.new_subject
UNION ALL
SELECT 'accounts_identitymove', CAST(gone.id AS text)
FROM accounts_identitymove AS gone
JOIN accounts_identitymigration AS migration ON migration.id = gone.migration_id
JOIN accounts_externalidentity AS identity ON identity.id = gone.identity_id
WHERE gone.state = 'returned' AND (identity.issuer <> migration.from_issuer OR identity.subject <> gone.old_subject)
  AND NOT EXISTS (
    SELECT 1 FROM accounts_identitymove AS later
    WHERE later.identity_id = gone.identity_id AND later.id > gone.id AND later.at IS NOT NULL
  )
UNION ALL
SELECT 'accounts_identitymigration', CAST(one.id AS text)
FROM open_change AS one
JOIN open_change AS other
  ON other.id <> one.id
  AND (one.from_issuer IN (other.from_issuer, other.to_issuer) OR one.to_issuer IN (other.from_issuer, other.to_issuer))
  AND (one.region_id IS NULL OR other.region_id IS NULL OR one.region_id = other.region_id)
UNION ALL
SELECT 'accounts_identitymigration', CAST(id AS text)
FROM accounts_identitymigration
WHERE from_issuer LIKE 'urn:dnevnik:%%' OR to_issuer LIKE 'urn:dnevnik:%%'
UNION ALL
SELECT stepped.kind, CAST(stepped.identity_id AS text)
FROM stepped
LEFT JOIN written
  ON written.kind = stepped.kind AND written.subject = replace(CAST(stepped.identity_id AS text), '-', '')
WHERE coalesce(written.times, 0) <> stepped.times

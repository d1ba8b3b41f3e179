-- I06: one identity per issuer and subject, one account per identity.
SELECT 'accounts_externalidentity' AS what, CAST(id AS text) AS id
FROM (SELECT id, count(*) OVER (PARTITION BY issuer, subject) AS same FROM accounts_externalidentity) AS identities
WHERE same > 1
UNION ALL
SELECT 'accounts_externalidentity', CAST(id AS text)
FROM (
  SELECT id, count(*) OVER (PARTITION BY user_id) AS same FROM accounts_externalidentity WHERE user_id IS NOT NULL
) AS accounts
WHERE same > 1

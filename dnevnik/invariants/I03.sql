-- I03: one run of a kind in a region on a business date, one shard of a school in a run (F12).
SELECT 'accounts_reconciliationrun' AS what, CAST(id AS text) AS id
FROM (
  SELECT id, count(*) OVER (PARTITION BY kind, region_id, business_date) AS same FROM accounts_reconciliationrun
) AS runs
WHERE same > 1
UNION ALL
SELECT 'accounts_shard', CAST(id AS text)
FROM (SELECT id, count(*) OVER (PARTITION BY run_id, school_id) AS same FROM accounts_shard) AS shards
WHERE same > 1

-- I04: no work hangs: no lease ran out ten minutes ago in a running run, no run goes on for over a day.
SELECT 'accounts_shard' AS what, CAST(shard.id AS text) AS id
FROM accounts_shard AS shard
JOIN accounts_reconciliationrun AS run ON run.id = shard.run_id
WHERE run.state = 'running' AND shard.state = 'waiting' AND shard.leased_until < %(ten_minutes_ago)s
UNION ALL
SELECT 'accounts_reconciliationrun', CAST(id AS text)
FROM accounts_reconciliationrun
WHERE state = 'running' AND started_at < %(day_ago)s

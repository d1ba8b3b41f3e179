-- I14: no letter waits a quarter of an hour past its time, none stands in the outbox twice.
SELECT 'accounts_notice' AS what, CAST(id AS text) AS id
FROM accounts_notice
WHERE state = 'waiting' AND next_try_at < %(quarter_of_an_hour_ago)s
UNION ALL
SELECT 'accounts_notice', CAST(id AS text)
FROM (SELECT id, count(*) OVER (PARTITION BY dedup_key) AS same FROM accounts_notice) AS notices
WHERE same > 1

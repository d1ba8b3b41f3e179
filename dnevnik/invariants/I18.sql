-- I18: the audit's chain is whole: numbers without gaps, each seal on its predecessor's digest, no sealed event without
-- its seal, as many events as the seal counted. (What the digests cover is recomputed by `verify_audit`.)
WITH chain AS (
  SELECT
    number, previous,
    lag(digest) OVER (ORDER BY number) AS digest_before,
    lag(number) OVER (ORDER BY number) AS number_before
  FROM schools_auditseal
),
contents AS (
  SELECT sealed_in, count(*) AS events FROM schools_auditevent WHERE sealed_in IS NOT NULL GROUP BY sealed_in
)
SELECT 'schools_auditseal' AS what, CAST(number AS text) AS id
FROM chain
WHERE previous <> coalesce(digest_before, '') OR number <> coalesce(number_before, 0) + 1
UNION ALL
SELECT 'schools_auditseal', CAST(seal.number AS text)
FROM schools_auditseal AS seal
LEFT JOIN contents ON contents.sealed_in = seal.number
WHERE coalesce(contents.events, 0) <> seal.events
UNION ALL
SELECT 'schools_auditevent', CAST(event.id AS text)
FROM schools_auditevent AS event
LEFT JOIN schools_auditseal AS seal ON seal.number = event.sealed_in
WHERE event.sealed_in IS NOT NULL AND seal.number IS NULL

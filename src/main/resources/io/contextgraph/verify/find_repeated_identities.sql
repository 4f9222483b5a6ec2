-- Positions up to the end that have several rows, found without an index.
SELECT global_position::bigint AS position
FROM ledger.event_identity
WHERE global_position BETWEEN 1 AND $end
GROUP BY 1 HAVING count(*) > 1
ORDER BY 1 LIMIT 1000

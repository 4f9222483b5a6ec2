-- Positions up to the end that have several rows.
SELECT global_position::bigint AS position
FROM $table
WHERE global_position BETWEEN 1 AND $end
GROUP BY 1 HAVING count(*) > 1
ORDER BY 1 LIMIT 1000

-- The rows of a table up to the end, and those at no position of the ledger. One snapshot, so that an append is seen as
-- a whole or not at all.
WITH head AS (SELECT count(*) AS heads, max(position) AS position FROM ledger.head)
SELECT
  max(head.heads) AS heads,
  count(*) FILTER (WHERE t.position BETWEEN 1 AND $end) AS rows,
  sum(t.position) FILTER (WHERE t.position BETWEEN 1 AND $end) AS positions,
  count(*) FILTER (WHERE t.position IS NULL OR t.position < 1 OR t.position > head.position) AS strays
FROM (SELECT global_position::bigint AS position FROM $table) t, head

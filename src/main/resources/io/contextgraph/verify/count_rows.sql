-- The tables as a whole, without any index, which may not return every row. One snapshot, so that an append is seen
-- as a whole or not at all.
WITH head AS (SELECT count(*) AS rows, max(position) AS position FROM ledger.head),
event AS (
  SELECT
    count(*) FILTER (WHERE global_position BETWEEN 1 AND $end) AS rows,
    sum(global_position) FILTER (WHERE global_position BETWEEN 1 AND $end) AS positions,
    count(*) FILTER (WHERE global_position IS NULL OR global_position < 1 OR global_position > head.position) AS strays
  FROM (SELECT global_position::bigint FROM ledger.event) event, head
),
identity AS (
  SELECT
    count(*) FILTER (WHERE global_position BETWEEN 1 AND $end) AS rows,
    sum(global_position) FILTER (WHERE global_position BETWEEN 1 AND $end) AS positions,
    count(*) FILTER (WHERE global_position IS NULL OR global_position < 1 OR global_position > head.position) AS strays
  FROM (SELECT global_position::bigint FROM ledger.event_identity) identity, head
)
SELECT
  head.rows AS heads,
  event.rows AS event_rows, event.positions AS event_positions, event.strays AS event_strays,
  identity.rows AS identity_rows, identity.positions AS identity_positions, identity.strays AS identity_strays
FROM head, event, identity

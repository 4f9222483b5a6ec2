-- The event of an erasure, found through its identity.
SELECT
  e.global_position,
  coalesce((e.payload -> 'result' ->> 'despite_holds')::bigint, 0) AS despite_holds,
  coalesce(e.payload -> 'result' ->> 'holds', '[]') AS holds,
  e.payload -> 'result' ->> 'plain_sealed_at' AS plain_sealed_at
FROM ledger.event_identity i
JOIN ledger.event e ON e.global_position = i.global_position AND e.occurred_at = i.occurred_at
WHERE i.event_id = ? AND e.event_type = ?

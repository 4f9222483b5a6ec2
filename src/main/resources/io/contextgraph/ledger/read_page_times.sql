SELECT min(occurred_at), max(occurred_at)
FROM ledger.event_identity
WHERE global_position > ? AND global_position <= ?

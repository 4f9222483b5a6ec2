-- Where events are recorded, and whether each is a control event, which no archive has.
SELECT i.event_id::text, i.global_position, (extract(epoch FROM i.occurred_at) * 1000000)::bigint AS occurred_at_micros,
  ?::boolean AND EXISTS (
    SELECT FROM ledger.event e
    WHERE e.global_position = i.global_position AND e.occurred_at = i.occurred_at
      AND e.session_id = 'ledger:control' AND e.stream = 'ledger:control'
      AND e.event_type ~ '^(audit|privacy|retention)\.') AS is_control
FROM ledger.event_identity i
WHERE i.event_id = ANY (?::uuid[])

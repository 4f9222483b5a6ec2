-- Where and when the event with an id occurred, whether or not it is archived.
SELECT global_position, (extract(epoch FROM occurred_at) * 1000000)::bigint AS occurred_at_micros
FROM ledger.event_identity WHERE event_id = ?

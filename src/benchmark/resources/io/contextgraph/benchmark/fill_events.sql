-- Events at the positions from the first to the second parameter of a ledger of as many events as the
-- third says, which are spread evenly over as many months as the fourth says: 25 agents, sessions of 100
-- events and traces of 200, of which 40 each are open at a time.
INSERT INTO ledger.event (
  global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id, tool_name, status,
  payload, recorded_at, content_hash, stream, entry_id)
SELECT
  n,
  ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  'tool.execute',
  p.start + (p.start + p.months * interval '1 month' - interval '2 days' - p.start) * (n / p.total::float8),
  'session-' || (n - 1) / 4000 * 40 + n % 40,
  'agent-' || n % 25,
  'trace-' || (n - 1) / 8000 * 40 + n % 40,
  'sql_query',
  'completed',
  '{"statement":"SELECT customer, sum(amount) FROM orders WHERE placed_at > now() - interval 7","rows":1}',
  now(),
  decode(repeat('01', 33), 'hex'),
  'events',
  n || '-0'
FROM
  (SELECT ?::bigint AS first, ?::bigint AS last, ?::bigint AS total, ?::int AS months,
    timestamptz '2016-10-02 00:00:00+00' AS start) p,
  generate_series(p.first, p.last) n

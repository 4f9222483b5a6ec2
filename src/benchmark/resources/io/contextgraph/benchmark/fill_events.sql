-- Events at the positions from the first to the second parameter of a ledger of as many events as the
-- third says, which are spread evenly over as many months as the fourth says: 25 agents, sessions of 100
-- events and traces of 200, of which 40 each are open at a time. Their content hashes are those that the
-- job computes (see ContentHash).
INSERT INTO ledger.event (
  global_position, event_id, event_type, occurred_at, session_id, agent_id, trace_id, tool_name, status,
  payload, recorded_at, content_hash, stream, entry_id)
SELECT
  n, event_id, event_type, occurred_at, session_id, agent_id, trace_id, tool_name, status, payload::json, now(),
  '\x01'::bytea || sha256(
    '\x0100000010'::bytea || uuid_send(event_id)
    || '\x02'::bytea || int4send(length(event_type)) || event_type::bytea
    || '\x0300000008'::bytea || int8send((extract(epoch FROM occurred_at) * 1000000)::bigint)
    || '\x04'::bytea || int4send(length(session_id)) || session_id::bytea
    || '\x05'::bytea || int4send(length(agent_id)) || agent_id::bytea
    || '\x06'::bytea || int4send(length(trace_id)) || trace_id::bytea
    || '\x08'::bytea || int4send(length(tool_name)) || tool_name::bytea
    || '\x0a'::bytea || int4send(length(status)) || status::bytea
    || '\x0b000000020001'::bytea
    || '\x0f'::bytea || int4send(length(payload)) || payload::bytea),
  'events', n || '-0'
FROM (
  SELECT
    n,
    ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid AS event_id,
    'tool.execute' AS event_type,
    p.start + (p.start + p.months * interval '1 month' - interval '2 days' - p.start) * (n / p.total::float8)
      AS occurred_at,
    'session-' || (n - 1) / 4000 * 40 + n % 40 AS session_id,
    'agent-' || n % 25 AS agent_id,
    'trace-' || (n - 1) / 8000 * 40 + n % 40 AS trace_id,
    'sql_query' AS tool_name,
    'completed' AS status,
    '{"statement":"SELECT customer, sum(amount) FROM orders WHERE placed_at > now() - interval 7","rows":1}'
      AS payload
  FROM
    (SELECT ?::bigint AS first, ?::bigint AS last, ?::bigint AS total, ?::int AS months,
      timestamptz '2016-10-02 00:00:00+00' AS start) p,
    generate_series(p.first, p.last) n) e

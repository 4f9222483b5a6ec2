-- The questions that are asked of the ledger. Each returns rows in position order, at most
-- `max_rows` of them, all after `after_position`. Functions, so that every program asks alike.
CREATE FUNCTION ledger.events(after_position bigint, max_rows integer) RETURNS SETOF ledger.event
LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

CREATE FUNCTION ledger.events_of_session(session text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE session_id = session AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

CREATE FUNCTION ledger.events_of_agent(agent text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE agent_id = agent AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

CREATE FUNCTION ledger.events_of_trace(trace text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE trace_id = trace AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

-- `from_time` is included, `to_time` is not.
CREATE FUNCTION ledger.events_between(
  from_time timestamptz, to_time timestamptz, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event
  WHERE occurred_at >= from_time AND occurred_at < to_time AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

CREATE FUNCTION ledger.event_by_id(id uuid) RETURNS SETOF ledger.event
LANGUAGE sql STABLE AS $$
  SELECT e.* FROM ledger.event_identity i
  JOIN ledger.event e ON e.global_position = i.global_position AND e.occurred_at = i.occurred_at
  WHERE i.event_id = id
$$;

ALTER FUNCTION ledger.events(bigint, integer) OWNER TO ledger_owner;
ALTER FUNCTION ledger.events_of_session(text, bigint, integer) OWNER TO ledger_owner;
ALTER FUNCTION ledger.events_of_agent(text, bigint, integer) OWNER TO ledger_owner;
ALTER FUNCTION ledger.events_of_trace(text, bigint, integer) OWNER TO ledger_owner;
ALTER FUNCTION ledger.events_between(timestamptz, timestamptz, bigint, integer) OWNER TO ledger_owner;
ALTER FUNCTION ledger.event_by_id(uuid) OWNER TO ledger_owner;

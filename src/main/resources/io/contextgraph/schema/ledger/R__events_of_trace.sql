-- The events of a trace after `after_position`, by position, at most `max_rows`.
CREATE OR REPLACE FUNCTION ledger.events_of_trace(trace text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE trace_id = trace AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

ALTER FUNCTION ledger.events_of_trace(text, bigint, integer) OWNER TO ledger_owner;

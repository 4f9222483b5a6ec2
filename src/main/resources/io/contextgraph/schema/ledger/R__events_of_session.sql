-- The events of a session after `after_position`, by position, at most `max_rows`.
CREATE OR REPLACE FUNCTION ledger.events_of_session(session text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE session_id = session AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

ALTER FUNCTION ledger.events_of_session(text, bigint, integer) OWNER TO ledger_owner;

-- All events after `after_position`, by position, at most `max_rows`.
CREATE OR REPLACE FUNCTION ledger.events(after_position bigint, max_rows integer) RETURNS SETOF ledger.event
LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event WHERE global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

ALTER FUNCTION ledger.events(bigint, integer) OWNER TO ledger_owner;

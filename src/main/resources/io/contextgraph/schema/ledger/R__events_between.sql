-- The events that occurred from `from_time`, included, to `to_time`, excluded, and that lie after
-- `after_position`; by position, at most `max_rows`.
CREATE OR REPLACE FUNCTION ledger.events_between(
  from_time timestamptz, to_time timestamptz, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event LANGUAGE sql STABLE AS $$
  SELECT * FROM ledger.event
  WHERE occurred_at >= from_time AND occurred_at < to_time AND global_position > after_position
  ORDER BY global_position LIMIT max_rows
$$;

ALTER FUNCTION ledger.events_between(timestamptz, timestamptz, bigint, integer) OWNER TO ledger_owner;

-- The event with an id, or no row if the ledger does not have it. The identity names the partition.
CREATE OR REPLACE FUNCTION ledger.event_by_id(id uuid) RETURNS SETOF ledger.event
LANGUAGE sql STABLE AS $$
  SELECT e.* FROM ledger.event_identity i
  JOIN ledger.event e ON e.global_position = i.global_position AND e.occurred_at = i.occurred_at
  WHERE i.event_id = id
$$;

ALTER FUNCTION ledger.event_by_id(uuid) OWNER TO ledger_owner;

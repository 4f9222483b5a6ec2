-- The event with an id, or no row if the ledger does not have it. The identity names the partition; the
-- plan is generic, because planning a query over ten years of partitions takes longer than running it.
CREATE OR REPLACE FUNCTION ledger.event_by_id(id uuid) RETURNS SETOF ledger.event
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  identity record;
BEGIN
  SELECT i.global_position, i.occurred_at INTO identity
  FROM ledger.event_identity i WHERE i.event_id = id;
  RETURN QUERY SELECT * FROM ledger.event e
    WHERE e.global_position = identity.global_position AND e.occurred_at = identity.occurred_at;
END
$$;

ALTER FUNCTION ledger.event_by_id(uuid) OWNER TO ledger_owner;

-- All events after `after_position`, by position, at most `max_rows`. The identities of a page tell when
-- its events occurred, so that only the partitions of that time are read. The plan is generic: planning
-- a query over ten years of partitions takes longer than running it.
CREATE OR REPLACE FUNCTION ledger.events(after_position bigint, max_rows integer) RETURNS SETOF ledger.event
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  reached bigint := after_position;
  missing integer := coalesce(max_rows, 2147483647);
  returned integer;
  page record;
BEGIN
  WHILE missing > 0 LOOP
    SELECT max(i.global_position) AS last, min(i.occurred_at) AS earliest, max(i.occurred_at) AS latest
    INTO page
    FROM (SELECT global_position, occurred_at FROM ledger.event_identity
      WHERE global_position > reached ORDER BY global_position LIMIT missing) i;
    EXIT WHEN page.last IS NULL;
    RETURN QUERY SELECT * FROM ledger.event
      WHERE global_position > reached AND global_position <= page.last
        AND occurred_at >= page.earliest AND occurred_at <= page.latest
      ORDER BY global_position;
    GET DIAGNOSTICS returned = ROW_COUNT;
    missing := missing - returned;
    reached := page.last;
    IF returned = 0 THEN
      -- The events of these identities are in a partition that is detached. Find the next ones.
      SELECT e.global_position - 1 INTO reached FROM ledger.event e
      WHERE e.global_position > page.last ORDER BY e.global_position LIMIT 1;
      EXIT WHEN reached IS NULL;
    END IF;
  END LOOP;
END
$$;

ALTER FUNCTION ledger.events(bigint, integer) OWNER TO ledger_owner;

-- The events of an agent after `after_position`, by position, at most `max_rows`. The plan is generic:
-- planning a query over ten years of partitions takes longer than running it. The array and the order
-- by agent_id keep that plan from reading a partition by position and comparing every row, which looks as
-- cheap where statistics know few values of agent_id.
CREATE OR REPLACE FUNCTION ledger.events_of_agent(agent text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT * FROM ledger.event
    WHERE agent_id = ANY (ARRAY[agent]) AND global_position > after_position
    ORDER BY agent_id, global_position LIMIT max_rows;
END
$$;

ALTER FUNCTION ledger.events_of_agent(text, bigint, integer) OWNER TO ledger_owner;

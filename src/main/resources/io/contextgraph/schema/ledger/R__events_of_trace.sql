-- The events of a trace after `after_position`, by position, at most `max_rows`. The plan is generic:
-- planning a query over ten years of partitions takes longer than running it. The array and the order
-- by trace_id keep that plan from reading a partition by position and comparing every row, which looks as
-- cheap where statistics know few values of trace_id.
CREATE OR REPLACE FUNCTION ledger.events_of_trace(trace text, after_position bigint, max_rows integer)
RETURNS SETOF ledger.event
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
BEGIN
  RETURN QUERY SELECT * FROM ledger.event
    WHERE trace_id = ANY (ARRAY[trace]) AND global_position > after_position
    ORDER BY trace_id, global_position LIMIT max_rows;
END
$$;

ALTER FUNCTION ledger.events_of_trace(text, bigint, integer) OWNER TO ledger_owner;

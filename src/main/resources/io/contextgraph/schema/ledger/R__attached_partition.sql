-- The name of the partition that holds the events of a time, or NULL if none is attached. Its bounds
-- are read from the catalog, because a partition may have any name; an unbounded side has none.
CREATE OR REPLACE FUNCTION ledger.attached_partition(within timestamptz) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' AS $$
  SELECT bounds.name FROM (
    SELECT
      c.relname AS name,
      substring(pg_get_expr(c.relpartbound, c.oid) FROM $re$FROM \('([^']+)'\)$re$)::timestamptz AS lower_bound,
      substring(pg_get_expr(c.relpartbound, c.oid) FROM $re$TO \('([^']+)'\)$re$)::timestamptz AS upper_bound
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'ledger.event'::regclass
  ) bounds
  WHERE within >= coalesce(bounds.lower_bound, '-infinity') AND within < coalesce(bounds.upper_bound, 'infinity')
$$;

ALTER FUNCTION ledger.attached_partition(timestamptz) OWNER TO ledger_owner;

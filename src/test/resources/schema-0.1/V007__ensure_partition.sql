-- Makes the monthly partition that holds a time, unless it is there. Made beside the table and then
-- attached, so that readers and the appender are not held up; the CHECK spares the attach a scan.
CREATE FUNCTION ledger.ensure_partition(within timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lower_bound timestamptz := date_trunc('month', within, 'UTC');
  upper_bound timestamptz;
  partition_name text := 'event_' || to_char(within AT TIME ZONE 'UTC', 'YYYY_MM');
BEGIN
  upper_bound := ((lower_bound AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.ensure_partition', 0));
  IF to_regclass(format('ledger.%I', partition_name)) IS NOT NULL THEN
    RETURN partition_name;
  END IF;
  EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name);
  EXECUTE format('ALTER TABLE ledger.%I ADD CONSTRAINT within_bounds CHECK (occurred_at >= %L AND occurred_at < %L)',
    partition_name, lower_bound, upper_bound);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', partition_name);
  EXECUTE format('ALTER TABLE ledger.event ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
    partition_name, lower_bound, upper_bound);
  EXECUTE format('ALTER TABLE ledger.%I DROP CONSTRAINT within_bounds', partition_name);
  RETURN partition_name;
END
$$;
ALTER FUNCTION ledger.ensure_partition(timestamptz) OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.ensure_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.ensure_partition(timestamptz) TO ledger_writer, ledger_operator;

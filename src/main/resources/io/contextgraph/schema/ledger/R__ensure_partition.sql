-- Creates the monthly partition for a time, unless a partition for it is attached, and returns its
-- name. While a partition for it is being detached, its events have no place; this state is refused with
-- a SQLSTATE that the job retries. A detached table is left alone, whatever its name: the partition then gets another name. It
-- is created beside the table and then attached, so that readers and the appender do not wait; the
-- CHECK spares the attach a scan.
CREATE OR REPLACE FUNCTION ledger.ensure_partition(within timestamptz) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  lower_bound timestamptz := date_trunc('month', within, 'UTC');
  upper_bound timestamptz;
  month_name text := 'event_' || to_char(within AT TIME ZONE 'UTC', 'YYYY_MM');
  partition_name text;
  suffix integer := 1;
BEGIN
  upper_bound := ((lower_bound AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC';
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.ensure_partition', 0));
  partition_name := ledger.attached_partition(within);
  IF EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'ledger.event'::regclass AND i.inhdetachpending AND c.relname = partition_name) THEN
    RAISE EXCEPTION 'the detaching of partition % is not complete, so no event of its time can be recorded: if it was interrupted, run ALTER TABLE ledger.event DETACH PARTITION ledger.% FINALIZE',
      partition_name, quote_ident(partition_name) USING ERRCODE = 'object_in_use';
  END IF;
  IF partition_name IS NOT NULL THEN
    RETURN partition_name;
  END IF;
  partition_name := month_name;
  WHILE to_regclass(format('ledger.%I', partition_name)) IS NOT NULL LOOP
    suffix := suffix + 1;
    partition_name := month_name || '_' || suffix;
  END LOOP;
  EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', partition_name);
  EXECUTE format('ALTER TABLE ledger.%I ADD CONSTRAINT within_bounds CHECK (occurred_at >= %L AND occurred_at < %L)',
    partition_name, lower_bound, upper_bound);
  EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', partition_name);
  EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_truncate', partition_name);
  EXECUTE format('ALTER TABLE ledger.event ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
    partition_name, lower_bound, upper_bound);
  EXECUTE format('ALTER TABLE ledger.%I DROP CONSTRAINT within_bounds', partition_name);
  RETURN partition_name;
END
$$;
ALTER FUNCTION ledger.ensure_partition(timestamptz) OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.ensure_partition(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.ensure_partition(timestamptz) TO ledger_writer, ledger_operator;

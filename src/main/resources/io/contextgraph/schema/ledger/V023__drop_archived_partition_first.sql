-- An older job may continue: it does not call the function.
-- One attempt a call, so that the caller looks at the holds before each.
DROP FUNCTION ledger.drop_archived(bigint, integer);

-- Drops the partition of a month whose rows are archived. It drops nothing else than what an event
-- retention.archived of the ledger names: the same positions, below the last full tile of the tree and before
-- the event, which is in the tree itself.
-- The month's control events stay: a new partition has them. Returns the number of rows dropped; 0 if the
-- partition has none of them any more.
-- It locks the partition first, for which only its readers wait, and appends that have a late event of it. Appends wait
-- while this waits for the table, which it does only once it has the partition: 100 ms for each; and while it holds its
-- locks, which takes a few milliseconds. Readers of all partitions hold the table when they wait for this one, so if they
-- follow each other without a gap, only the other order ends them: `table_first`, which waits 200 ms. Fails with 55P03 if
-- it does not get the locks.
CREATE FUNCTION ledger.drop_archived(archived bigint, table_first boolean) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET lock_timeout = '100ms' AS $$
DECLARE
  said record;
  tree_end bigint;
  partition_name text;
  control_positions bigint[];
  kept text;
  counted record;
BEGIN
  -- Held by whoever archives, drops or restores months.
  IF NOT pg_try_advisory_xact_lock(hashtextextended('ledger.retention', 0)) THEN
    RAISE EXCEPTION 'another program archives or restores months of this ledger'
      USING ERRCODE = 'lock_not_available';
  END IF;
  SELECT
    (e.payload -> 'result' ->> 'lower')::timestamptz AS lower_bound,
    (e.payload -> 'result' ->> 'upper')::timestamptz AS upper_bound,
    (e.payload -> 'result' ->> 'last')::bigint AS last,
    (e.payload -> 'result' ->> 'rows')::bigint AS rows,
    e.payload -> 'result' ->> 'ranges_sha256' AS ranges_sha256
  INTO said
  FROM ledger.event_identity i
  JOIN ledger.event e ON e.global_position = i.global_position AND e.occurred_at = i.occurred_at
  WHERE i.global_position = archived
    AND e.session_id = 'ledger:control' AND e.stream = 'ledger:control' AND e.event_type = 'retention.archived';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'position % is not that of an event retention.archived', archived
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  -- A comparison with NULL refuses nothing.
  IF num_nulls(said.lower_bound, said.upper_bound, said.last, said.rows, said.ranges_sha256) > 0 THEN
    RAISE EXCEPTION 'the event retention.archived at position % is incomplete', archived
      USING ERRCODE = 'invalid_parameter_value';
  END IF;
  SELECT coalesce(max(h.tree_size), 0) INTO tree_end FROM ledger.head h;
  IF archived > tree_end OR said.last >= archived THEN
    RAISE EXCEPTION 'the event retention.archived at position % is not in the tree, or names later positions', archived
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  IF said.last > tree_end / 256 * 256 THEN
    RAISE EXCEPTION 'the rows up to position % are not below the last full tile of the tree', said.last
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  partition_name := ledger.attached_partition(said.lower_bound);
  IF partition_name IS NULL THEN
    RETURN 0;
  END IF;
  PERFORM FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'ledger.event'::regclass AND c.relname = partition_name
      AND pg_get_expr(c.relpartbound, c.oid)
        = format('FOR VALUES FROM (%L) TO (%L)', said.lower_bound, said.upper_bound);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'partition % is not that of the archived month', partition_name
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  -- Before the locks, because it reads the whole partition. Rows never change, so only new ones matter
  -- afterwards.
  EXECUTE format($q$SELECT coalesce(array_agg(global_position), '{}') FROM ledger.%I
    WHERE session_id = ANY (ARRAY['ledger:control']) AND stream = 'ledger:control'
      AND event_type ~ '^(audit|privacy|retention)\.'$q$, partition_name) INTO control_positions;
  EXECUTE format($q$SELECT coalesce(sum(r.rows), 0) AS rows, encode(sha256(convert_to(coalesce(string_agg(
      CASE WHEN r.first = r.last THEN r.first::text ELSE r.first || '-' || r.last END || E'\n', '' ORDER BY r.first), ''),
      'UTF8')), 'hex') AS ranges_sha256
    FROM (SELECT min(p.position) AS first, max(p.position) AS last, count(*) AS rows
      FROM (SELECT global_position AS position, global_position - row_number() OVER (ORDER BY global_position) AS range
        FROM ledger.%I WHERE global_position <> ALL ($1)) p
      GROUP BY p.range) r$q$, partition_name) INTO counted USING control_positions;
  IF counted.rows = 0 THEN
    RETURN 0;
  END IF;
  IF counted.rows IS DISTINCT FROM said.rows OR counted.ranges_sha256 IS DISTINCT FROM said.ranges_sha256 THEN
    RAISE EXCEPTION 'partition % has other rows than those that the event at position % names', partition_name, archived
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  -- The control events go to a table of their own before anything is locked; under the locks it takes the partition's
  -- place, as one of ensure_partition does. Without indexes of its own, the attach would build them.
  IF control_positions <> '{}' THEN
    kept := 'kept_' || archived;
    EXECUTE format('CREATE TABLE ledger.%I (LIKE ledger.event INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)',
      kept);
    EXECUTE format($q$INSERT INTO ledger.%I (global_position, event_id, event_type, occurred_at, session_id,
        agent_id, trace_id, parent_event_id, tool_name, ended_at, status, schema_version, importance_hint,
        subject_id, payload_ref, payload, personal_data, attributes, recorded_at, content_hash, stream, entry_id)
      SELECT global_position, event_id, event_type, occurred_at, session_id,
        agent_id, trace_id, parent_event_id, tool_name, ended_at, status, schema_version, importance_hint,
        subject_id, payload_ref, payload, personal_data, attributes, recorded_at, content_hash, stream, entry_id
      FROM ledger.%I WHERE global_position = ANY ($1)$q$, kept, partition_name) USING control_positions;
    EXECUTE format('ALTER TABLE ledger.%I ADD CONSTRAINT within_bounds CHECK (occurred_at >= %L AND occurred_at < %L)',
      kept, said.lower_bound, said.upper_bound);
    EXECUTE format('CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON ledger.%I FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
      kept);
    EXECUTE format('ALTER TABLE ledger.%I ENABLE ALWAYS TRIGGER refuse_truncate', kept);
  END IF;

  -- Before the tables, as ensure_partition does, so that neither waits for the other.
  PERFORM pg_advisory_xact_lock(hashtextextended('ledger.ensure_partition', 0));
  IF table_first THEN
    PERFORM set_config('lock_timeout', '200ms', true);
  ELSE
    EXECUTE format('LOCK TABLE ONLY ledger.%I IN ACCESS EXCLUSIVE MODE', partition_name);
  END IF;
  LOCK TABLE ONLY ledger.event IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('LOCK TABLE ONLY ledger.%I IN ACCESS EXCLUSIVE MODE NOWAIT', partition_name);
  -- Appends wait from here on: the few rows are found by the indexes, whatever the statistics say.
  PERFORM set_config('enable_seqscan', 'off', true);
  EXECUTE format($q$SELECT count(*) AS rows FROM ledger.%I WHERE global_position > $1
    AND global_position <> ALL ($2)$q$, partition_name) INTO counted USING said.last, control_positions;
  IF counted.rows > 0 THEN
    RAISE EXCEPTION 'a late event was recorded in partition % since it was archived', partition_name
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  EXECUTE format('ALTER TABLE ledger.event DETACH PARTITION ledger.%I', partition_name);
  IF kept IS NOT NULL THEN
    EXECUTE format('ALTER TABLE ledger.%I RENAME TO %I', partition_name, 'archived_' || archived);
    EXECUTE format('ALTER TABLE ledger.%I RENAME TO %I', kept, partition_name);
    EXECUTE format('ALTER TABLE ledger.event ATTACH PARTITION ledger.%I FOR VALUES FROM (%L) TO (%L)',
      partition_name, said.lower_bound, said.upper_bound);
    EXECUTE format('ALTER TABLE ledger.%I DROP CONSTRAINT within_bounds', partition_name);
    partition_name := 'archived_' || archived;
  END IF;
  EXECUTE format('DROP TABLE ledger.%I', partition_name);
  RETURN said.rows;
END
$$;
ALTER FUNCTION ledger.drop_archived(bigint, boolean) OWNER TO ledger_owner;
REVOKE ALL ON FUNCTION ledger.drop_archived(bigint, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.drop_archived(bigint, boolean) TO ledger_control;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (23, true);

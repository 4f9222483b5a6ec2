package io.contextgraph.verify;

import java.util.List;

/** Changes of the schema, each with which readers could see, or programs do, something else. */
final class SchemaTamperings {
  private static final List<String> STATEMENTS =
      List.of(
          "CREATE OR REPLACE FUNCTION ledger.events_of_session(session text, after_position bigint,"
              + " max_rows integer) RETURNS SETOF ledger.event LANGUAGE sql STABLE AS"
              + " 'SELECT * FROM ledger.event WHERE session_id = session AND false'",
          "CREATE OR REPLACE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql AS"
              + " 'BEGIN RETURN NULL; END'",
          "ALTER FUNCTION ledger.event_by_id(uuid) SECURITY DEFINER",
          "ALTER FUNCTION ledger.ensure_partition(timestamptz) RESET search_path",
          "ALTER FUNCTION ledger.events(bigint, integer) OWNER TO postgres",
          "CREATE FUNCTION ledger.event_by_id(text) RETURNS integer LANGUAGE sql AS 'SELECT 1'",
          "DROP FUNCTION ledger.events_between(timestamptz, timestamptz, bigint, integer)",
          "GRANT EXECUTE ON FUNCTION ledger.ensure_partition(timestamptz) TO PUBLIC",
          "ALTER TABLE ledger.event ENABLE ROW LEVEL SECURITY",
          "CREATE POLICY hide ON ledger.event FOR SELECT USING (session_id <> 's')",
          "ALTER TABLE ledger.event_2026_09 ENABLE ROW LEVEL SECURITY",
          "CREATE POLICY hide ON ledger.event_2026_09 USING (false)",
          "CREATE RULE hide AS ON DELETE TO ledger.event_identity DO INSTEAD NOTHING",
          "CREATE RULE double AS ON INSERT TO ledger.event_2026_09 DO INSTEAD NOTHING",
          "ALTER TABLE ledger.event DISABLE TRIGGER refuse_row_change",
          "ALTER TABLE ledger.event_identity ENABLE TRIGGER refuse_row_change",
          "ALTER TABLE ledger.event_2026_09 DISABLE TRIGGER refuse_row_change",
          "ALTER TABLE ledger.event_2026_09 DISABLE TRIGGER refuse_truncate",
          "DROP TRIGGER refuse_truncate ON ledger.event_2026_10",
          "DROP TRIGGER keep_head ON ledger.head",
          "CREATE TRIGGER more BEFORE INSERT ON ledger.event FOR EACH ROW"
              + " EXECUTE FUNCTION ledger.refuse_change()",
          "GRANT UPDATE ON ledger.event TO ledger_writer",
          "GRANT DELETE ON ledger.event_2026_09 TO ledger_operator",
          "GRANT UPDATE (content_hash) ON ledger.event_identity TO ledger_reader",
          "GRANT SELECT ON ledger.event TO PUBLIC",
          "GRANT SELECT ON ledger.event TO ledger_reader WITH GRANT OPTION",
          "REVOKE SELECT ON ledger.tile FROM ledger_reader",
          "GRANT CREATE ON SCHEMA ledger TO ledger_writer",
          "ALTER SCHEMA ledger OWNER TO postgres",
          "ALTER TABLE ledger.event_2026_09 OWNER TO postgres",
          "ALTER TABLE ledger.head OWNER TO ledger_writer",
          "ALTER DEFAULT PRIVILEGES IN SCHEMA ledger GRANT ALL ON TABLES TO ledger_reader",
          "ALTER ROLE ledger_reader BYPASSRLS",
          "ALTER ROLE ledger_writer SUPERUSER",
          "ALTER ROLE ledger_owner LOGIN",
          "GRANT ledger_owner TO ledger_writer",
          "GRANT pg_read_all_data TO ledger_reader",
          "CREATE ROLE verify_more; GRANT ledger_operator TO verify_more WITH ADMIN OPTION",
          "CREATE ROLE verify_more; GRANT ledger_notary TO verify_more",
          "CREATE TRIGGER more BEFORE INSERT ON ledger.tile FOR EACH ROW EXECUTE FUNCTION"
              + " ledger.refuse_change(); UPDATE pg_catalog.pg_trigger SET tgisinternal = true"
              + " WHERE tgname = 'more'",
          "CREATE TABLE ledger.event_far PARTITION OF ledger.event FOR VALUES"
              + " FROM ('2031-01-01') TO ('infinity')",
          "CREATE TABLE ledger.event_far PARTITION OF ledger.event FOR VALUES"
              + " FROM ('2031-01-01') TO (MAXVALUE)",
          "ALTER ROLE ledger_reader SET search_path = public",
          "ALTER ROLE ledger_writer SET session_replication_role = replica",
          "ALTER TABLE ledger.event ALTER COLUMN attributes SET DEFAULT '{\"a\":\"b\"}'",
          "ALTER TABLE ledger.event_2026_09 ALTER COLUMN schema_version SET DEFAULT 7",
          "ALTER TABLE ledger.event ALTER COLUMN stream DROP NOT NULL",
          "ALTER TABLE ledger.event DROP CONSTRAINT event_content_hash_check",
          "ALTER TABLE ledger.event_identity DROP CONSTRAINT event_identity_pkey",
          "ALTER TABLE ledger.event ADD COLUMN hidden text",
          "ALTER TABLE ledger.event_2026_09 ADD CONSTRAINT more CHECK (true)",
          "GRANT UPDATE (stream) ON ledger.event_2026_09 TO ledger_writer",
          "CREATE TABLE ledger.event_rest PARTITION OF ledger.event DEFAULT",
          "ALTER TABLE ledger.event DROP COLUMN payload CASCADE",
          "CREATE OR REPLACE VIEW ledger.audit WITH (security_barrier = true) AS SELECT global_position,"
              + " recorded_at, event_type, status, NULL::text AS actor_role, NULL::text AS actor_user,"
              + " NULL::text AS actor_host, NULL::text AS reason, NULL::json AS parameters,"
              + " NULL::json AS result, occurred_at, event_id FROM ledger.event WHERE false",
          "ALTER TABLE ledger.event_identity ALTER COLUMN global_position TYPE numeric",
          "DROP TABLE ledger.tile",
          "ALTER TABLE ledger.head RENAME TO hidden",
          "CREATE VIEW ledger.sessions AS SELECT DISTINCT session_id FROM ledger.event",
          "CREATE TABLE public.more () INHERITS (ledger.head)",
          "CREATE TABLE public.more () INHERITS (ledger.event_identity)",
          "DROP INDEX ledger.event_occurred_at_idx",
          "ALTER TABLE ledger.event_2026_09 SET SCHEMA public",
          "CREATE TABLE ledger.event_2031_01 PARTITION OF ledger.event FOR VALUES"
              + " FROM ('2031-01-01') TO ('2031-02-01')",
          "CREATE FUNCTION ledger.never(text, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';"
              + " CREATE OPERATOR ledger.= (LEFTARG = text, RIGHTARG = text, FUNCTION ="
              + " ledger.never)",
          "UPDATE pg_catalog.pg_class c SET relpartbound = o.relpartbound FROM pg_catalog.pg_class o"
              + " WHERE (c.relname, o.relname) IN (('event_2026_09', 'event_2026_10'),"
              + " ('event_2026_10', 'event_2026_09'))",
          "CREATE COLLATION public.\"C\" (provider = icu, locale = 'und-u-ks-level1', deterministic ="
              + " false); ALTER TABLE ledger.event ALTER agent_id TYPE text COLLATE public.\"C\"",
          "CREATE COLLATION public.\"C\" (provider = libc, locale = 'C.utf8'); ALTER TABLE"
              + " ledger.event ALTER agent_id TYPE text COLLATE public.\"C\"",
          "UPDATE pg_catalog.pg_class SET relhastriggers = false WHERE oid = 'ledger.head'::regclass",
          "UPDATE pg_catalog.pg_class SET relhastriggers = false WHERE relname = 'event_2026_09'",
          "UPDATE pg_catalog.pg_class SET relhasrules = false WHERE oid = 'ledger.audit'::regclass",
          "UPDATE pg_catalog.pg_class SET relhasindex = false"
              + " WHERE oid = 'ledger.event_identity'::regclass",
          "UPDATE pg_catalog.pg_class SET relhasindex = false WHERE relname = 'event_2026_09'",
          "UPDATE pg_catalog.pg_class SET relhassubclass = false"
              + " WHERE oid = 'ledger.event'::regclass",
          "UPDATE pg_catalog.pg_class SET relchecks = 0 WHERE oid = 'ledger.head'::regclass",
          "UPDATE pg_catalog.pg_class SET relchecks = 0 WHERE relname = 'event_2026_09'",
          "UPDATE pg_catalog.pg_attribute SET atthasdef = false WHERE attname = 'schema_version'"
              + " AND attrelid = 'ledger.event_2026_09'::regclass",
          "UPDATE pg_catalog.pg_index SET indisready = false"
              + " WHERE indrelid = 'ledger.event_2026_09'::regclass",
          "UPDATE pg_catalog.pg_index SET indislive = false"
              + " WHERE indrelid = 'ledger.event_2026_09'::regclass",
          "UPDATE pg_catalog.pg_index SET indisvalid = false"
              + " WHERE indrelid = 'ledger.event_2026_09'::regclass",
          "UPDATE pg_catalog.pg_index SET indislive = false"
              + " WHERE indexrelid = 'ledger.event_identity_pkey'::regclass",
          "ALTER TABLE ledger.schema_history OWNER TO ledger_writer",
          "GRANT UPDATE ON ledger.schema_history TO ledger_writer",
          "CREATE TRIGGER more BEFORE INSERT ON ledger.schema_history FOR EACH ROW EXECUTE FUNCTION"
              + " ledger.refuse_change()",
          "CREATE FUNCTION public.steer() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
              + " CREATE EVENT TRIGGER steer ON ddl_command_end EXECUTE FUNCTION public.steer()",
          partition("FROM ('2031-01-01Z') TO ('2031-03-01Z')"),
          partition("FROM ('2031-01-01Z') TO ('2031-01-31 23:00Z')"),
          partition("FROM ('2031-01-02Z') TO ('2031-02-01Z')"),
          "SELECT ledger.ensure_partition('2031-01-05Z'), ledger.ensure_partition('2031-02-05Z');"
              + " UPDATE pg_catalog.pg_class c SET relpartbound = o.relpartbound FROM"
              + " pg_catalog.pg_class o WHERE c.relname = 'event_2031_02' AND o.relname ="
              + " 'event_2031_01'",
          "DELETE FROM ledger.schema_version",
          "DELETE FROM ledger.schema_version WHERE version = 23",
          "DROP TABLE ledger.schema_version",
          "ALTER TABLE ledger.schema_version DROP COLUMN version",
          "UPDATE ledger.schema_version SET older_job_may_continue = true",
          "INSERT INTO ledger.schema_version VALUES (99, false)",
          "INSERT INTO ledger.schema_version VALUES (99, true)");

  private SchemaTamperings() {}

  /** A partition as it has to be, but for its bounds. */
  private static String partition(String bounds) {
    return "SELECT ledger.ensure_partition('2031-01-05Z'); ALTER TABLE ledger.event DETACH PARTITION"
        + " ledger.event_2031_01; ALTER TABLE ledger.event ATTACH PARTITION ledger.event_2031_01 FOR"
        + " VALUES "
        + bounds;
  }

  static List<Tampering> all() {
    return STATEMENTS.stream()
        .map(sql -> Tampering.at(sql, 0, it -> it.execute(sql), FindingKind.SCHEMA))
        .toList();
  }
}

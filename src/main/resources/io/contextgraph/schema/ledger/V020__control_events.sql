-- An older job may continue: it uses nothing of this.
-- The role by which privileged commands record what they do: it appends as the job does, and may change
-- nothing else. ledger.audit shows these events; it reads them by their session, whose events have an
-- index in every partition, and only those that came from no stream.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ledger_control') THEN
    CREATE ROLE ledger_control LOGIN;
  END IF;
END
$$;
GRANT USAGE ON SCHEMA ledger TO ledger_control;
GRANT SELECT, INSERT ON ledger.event, ledger.event_identity, ledger.tile TO ledger_control;
GRANT SELECT, UPDATE (position, recorded_at, tree_size, frontier) ON ledger.head TO ledger_control;
GRANT SELECT ON ledger.schema_version TO ledger_control;
GRANT EXECUTE ON FUNCTION ledger.ensure_partition(timestamptz) TO ledger_control;

-- Reads as its owner, so that a role may be granted this view and nothing else.
CREATE VIEW ledger.audit WITH (security_barrier = true) AS
SELECT
  global_position,
  recorded_at,
  event_type,
  status,
  payload -> 'actor' ->> 'database_role' AS actor_role,
  payload -> 'actor' ->> 'os_user' AS actor_user,
  payload -> 'actor' ->> 'host' AS actor_host,
  payload ->> 'reason' AS reason,
  payload -> 'parameters' AS parameters,
  payload -> 'result' AS result,
  occurred_at,
  event_id
FROM ledger.event
WHERE session_id = 'ledger:control'
  AND stream = 'ledger:control'
  AND event_type ~ '^(audit|privacy|retention)\.';

ALTER VIEW ledger.audit OWNER TO ledger_owner;
GRANT SELECT ON ledger.audit TO ledger_reader, ledger_operator, ledger_control;

INSERT INTO ledger.schema_version (version, older_job_may_continue) VALUES (20, true);

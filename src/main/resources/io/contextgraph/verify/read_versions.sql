-- The rows of ledger.schema_version, whatever columns it has.
SELECT 'rows' AS kind, 'schema_version' AS name,
  concat_ws(' ', to_jsonb(v) ->> 'version', 'older job may continue: ' || (to_jsonb(v) ->> 'older_job_may_continue'))
    AS definition
FROM ledger.schema_version v
ORDER BY definition

SELECT
  coalesce(max(version), 0) AS installed,
  coalesce(max(version) FILTER (WHERE NOT older_job_may_continue), 0) AS oldest
FROM ledger.schema_version

SELECT
  coalesce(max(version), 0) AS installed,
  coalesce(max(version) FILTER (WHERE NOT older_program_may_continue), 0) AS oldest
FROM privacy.schema_version

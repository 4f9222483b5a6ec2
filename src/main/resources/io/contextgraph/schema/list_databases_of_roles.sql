-- The other databases in which one of some roles owns something or has been granted a right.
SELECT DISTINCT d.datname AS name
FROM pg_shdepend s
JOIN pg_roles r ON r.oid = s.refobjid
JOIN pg_database d ON d.oid = s.dbid
WHERE s.refclassid = 'pg_authid'::regclass
  AND r.rolname = ANY (?)
  AND d.datname <> current_database()
ORDER BY name

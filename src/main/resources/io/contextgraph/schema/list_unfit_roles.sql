-- What some roles have that the ledger does not give them: the first parameter names the roles, the
-- second the one of them that owns the ledger. Members are those that read_schema.sql of the package
-- verify reports: a role of one's own may be a member of the reader and, without ADMIN OPTION, of the
-- operator.
WITH ours AS (SELECT * FROM pg_roles WHERE rolname = ANY (?))
SELECT o.rolname AS role, a.name AS fault
FROM ours o
CROSS JOIN LATERAL (VALUES
  (1, 'SUPERUSER', o.rolsuper),
  (2, 'CREATEROLE', o.rolcreaterole),
  (3, 'CREATEDB', o.rolcreatedb),
  (4, 'REPLICATION', o.rolreplication),
  (5, 'BYPASSRLS', o.rolbypassrls),
  (6, 'LOGIN', o.rolcanlogin AND o.rolname = ?)) a (number, name, given)
WHERE a.given
UNION ALL
SELECT o.rolname, 'membership in ' || g.rolname
FROM ours o
JOIN pg_auth_members m ON m.member = o.oid
JOIN pg_roles g ON g.oid = m.roleid
-- Several roles may have granted one membership.
UNION
SELECT o.rolname, 'the member ' || g.rolname || CASE WHEN m.admin_option THEN ' with ADMIN OPTION' ELSE '' END
FROM ours o
JOIN pg_auth_members m ON m.roleid = o.oid
JOIN pg_roles g ON g.oid = m.member
WHERE m.member NOT IN (SELECT oid FROM ours)
  AND o.rolname !~ '_reader$'
  AND (o.rolname !~ '_operator$' OR m.admin_option)
UNION ALL
SELECT o.rolname, 'the setting ' || split_part(c.setting, '=', 1)
FROM ours o
JOIN pg_db_role_setting s ON s.setrole = o.oid
CROSS JOIN LATERAL unnest(s.setconfig) c (setting)
WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
ORDER BY role, fault

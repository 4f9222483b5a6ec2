-- Every object of the schema, one a row: kind, name and definition. Compared with installed_schema.tsv,
-- which a test writes from a new schema. Partitions are compared by read_partitions.sql. What differs
-- between Postgres versions is left out: NOT NULL constraints (columns have them) and what an owner may
-- do anyway. A role of one's own may read, and be a member of the operator's. Roles are named as if they had the default prefix.
-- A flag of the catalog is named only where it denies what is there: Postgres then ignores the triggers, rules or
-- checks that the catalog lists. No name is looked up, so that a reader without USAGE of the schema gets an answer, too.
WITH
ns AS (SELECT oid, nspowner, nspacl FROM pg_namespace WHERE nspname = 'ledger'),
prefix AS (
  SELECT CASE WHEN r.rolname ~ '_owner$' THEN left(r.rolname, -6) ELSE 'ledger' END AS text
  FROM ns JOIN pg_roles r ON r.oid = ns.nspowner),
role AS (
  SELECT r.*, 'ledger' || substr(r.rolname, length(prefix.text) + 1) AS name
  FROM prefix JOIN pg_roles r
    ON r.rolname IN (SELECT prefix.text || n FROM unnest(ARRAY['_owner', '_writer', '_reader', '_operator',
      '_notary', '_control']) n)),
named AS (
  SELECT r.oid, coalesce(role.name, CASE WHEN r.rolname ~ '^ledger_' THEN 'other ' ELSE '' END || r.rolname) AS name
  FROM pg_roles r LEFT JOIN role ON role.oid = r.oid
  UNION ALL SELECT 0, 'PUBLIC'),
relation AS (
  SELECT c.* FROM ns JOIN pg_class c ON c.relnamespace = ns.oid
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND NOT EXISTS (SELECT FROM pg_inherits i JOIN pg_class e ON e.oid = i.inhparent
      WHERE i.inhrelid = c.oid AND e.relnamespace = ns.oid AND e.relname = 'event')),
granted AS (
  SELECT 'schema ledger'::text AS object, ns.nspowner AS owner, coalesce(ns.nspacl, acldefault('n', ns.nspowner)) AS acl FROM ns
  UNION ALL
  SELECT 'table ' || c.relname, c.relowner,
    coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner)) FROM relation c
  UNION ALL
  SELECT 'column ' || c.relname || '.' || a.attname, c.relowner, a.attacl
  FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid WHERE a.attacl IS NOT NULL
  UNION ALL
  SELECT 'function ' || p.oid::regprocedure, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
  FROM ns JOIN pg_proc p ON p.pronamespace = ns.oid
  UNION ALL
  SELECT 'default of ' || d.defaclobjtype::text, d.defaclrole, d.defaclacl
  FROM ns JOIN pg_default_acl d ON d.defaclnamespace = ns.oid)
SELECT 'schema'::text AS kind, 'ledger'::text AS name, 'owner ' || named.name AS definition
FROM ns JOIN named ON named.oid = ns.nspowner
UNION ALL
SELECT 'table', c.relname, concat_ws(' ', 'kind', c.relkind, c.relpersistence, m.amname, 'owner',
  CASE WHEN c.relname = 'schema_history' AND o.rolsuper THEN 'any superuser' ELSE named.name END,
  CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced' END,
  CASE WHEN NOT c.relhastriggers AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid) THEN 'triggers ignored' END,
  CASE WHEN NOT c.relhasrules AND EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) THEN 'rules ignored' END,
  CASE WHEN NOT c.relhasindex AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid) THEN 'indexes ignored' END,
  CASE WHEN NOT c.relhassubclass AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) THEN 'children ignored' END,
  CASE WHEN c.relchecks <> (SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')
    THEN 'checks ignored' END,
  'key ' || pg_get_partkeydef(c.oid), c.reloptions::text,
  CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END)
FROM relation c JOIN named ON named.oid = c.relowner JOIN pg_roles o ON o.oid = c.relowner LEFT JOIN pg_am m ON m.oid = c.relam
UNION ALL
SELECT 'column', c.relname || '.' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
  CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.atthasdef <> (d.oid IS NOT NULL) THEN 'default ignored' END,
  CASE WHEN a.attcollation <> 0 THEN 'collation ' || a.attcollation::regcollation END,
  nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''))
FROM relation c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind <> 'S'
UNION ALL
SELECT 'constraint', c.relname || '.' || k.conname, pg_get_constraintdef(k.oid)
  || CASE WHEN k.convalidated THEN '' ELSE ' not validated' END
  || CASE WHEN coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) THEN '' ELSE ' not enforced' END
FROM relation c JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype NOT IN ('n', 't')
UNION ALL
SELECT 'index', x.relname, concat_ws(' ', pg_get_indexdef(x.oid),
  CASE WHEN NOT i.indisready OR NOT i.indislive OR x.relkind = 'i' AND NOT i.indisvalid THEN 'invalid' END)
FROM relation c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
UNION ALL
SELECT 'trigger', c.relname || '.' || t.tgname, 'enabled ' || t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid)
FROM relation c JOIN pg_trigger t ON t.tgrelid = c.oid
UNION ALL
SELECT 'rule', c.relname || '.' || r.rulename, 'enabled ' || r.ev_enabled::text || ' ' || pg_get_ruledef(r.oid)
FROM relation c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE NOT (c.relkind IN ('v', 'm') AND r.rulename = '_RETURN')
UNION ALL
SELECT 'policy', c.relname || '.' || p.polname, concat_ws(' ', p.polcmd, p.polpermissive::text, p.polroles::text,
  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
FROM relation c JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL
SELECT 'inheritance', i.inhrelid::regclass::text, 'of ' || c.relname
FROM relation c JOIN pg_inherits i ON i.inhparent = c.oid WHERE c.relname <> 'event'
UNION ALL
SELECT 'function', p.oid::regprocedure::text, concat_ws(' ', 'owner', named.name, p.prokind, CASE WHEN p.prokind <> 'a'
  THEN encode(sha256(convert_to(regexp_replace(pg_get_functiondef(p.oid),
    '\m' || prefix.text || '_(owner|writer|reader|operator|notary|control)\M', 'ledger_\1', 'g'), 'UTF8')), 'hex') END)
FROM ns JOIN pg_proc p ON p.pronamespace = ns.oid JOIN named ON named.oid = p.proowner CROSS JOIN prefix
UNION ALL
SELECT 'type', t.typname, t.typtype::text
FROM ns JOIN pg_type t ON t.typnamespace = ns.oid LEFT JOIN pg_class c ON c.oid = t.typrelid
WHERE t.typtype <> 'c' AND t.typelem = 0 OR t.typtype = 'c' AND c.relkind = 'c'
UNION ALL
SELECT 'operator', o.oprname, format('%s %s', o.oprleft::regtype, o.oprright::regtype)
FROM ns JOIN pg_operator o ON o.oprnamespace = ns.oid
UNION ALL
SELECT 'grant', g.object, named.name || ' ' || a.privilege_type || CASE WHEN a.is_grantable THEN ' with grant option' ELSE '' END
FROM granted g CROSS JOIN LATERAL aclexplode(g.acl) a JOIN named ON named.oid = a.grantee
WHERE a.grantee <> g.owner
  AND (a.grantee = 0 OR a.grantee IN (SELECT oid FROM role) OR a.is_grantable OR a.privilege_type NOT IN ('SELECT', 'USAGE'))
UNION ALL
SELECT 'role', r.name, concat_ws(' ', CASE WHEN r.rolcanlogin THEN 'login' ELSE 'no login' END,
  CASE WHEN r.rolsuper THEN 'superuser' END, CASE WHEN r.rolcreaterole THEN 'createrole' END,
  CASE WHEN r.rolcreatedb THEN 'createdb' END, CASE WHEN r.rolreplication THEN 'replication' END,
  CASE WHEN r.rolbypassrls THEN 'bypassrls' END)
FROM role r
UNION ALL
SELECT 'membership', member.name, concat_ws(' ', 'in', of_role.name, CASE WHEN m.admin_option THEN 'with admin option' END)
FROM pg_auth_members m JOIN named member ON member.oid = m.member JOIN named of_role ON of_role.oid = m.roleid
WHERE m.member IN (SELECT oid FROM role)
  OR m.roleid IN (SELECT oid FROM role WHERE name NOT IN ('ledger_reader', 'ledger_operator')
    OR name = 'ledger_operator' AND m.admin_option)
UNION ALL
SELECT 'setting', coalesce(r.name, 'PUBLIC'), s.setting
FROM (SELECT setrole, unnest(setconfig) AS setting FROM pg_db_role_setting
  WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))) s
LEFT JOIN role r ON r.oid = s.setrole
WHERE (s.setrole = 0 OR r.oid IS NOT NULL)
  AND split_part(s.setting, '=', 1) IN ('search_path', 'session_replication_role', 'row_security', 'role',
    'session_preload_libraries', 'local_preload_libraries')
UNION ALL
-- What new sessions get otherwise, as from the server's configuration. A role of one's own may have its own settings.
SELECT 'setting', 'of the server', s.name || '=' || s.reset_val
FROM pg_settings s
WHERE s.name IN ('search_path', 'session_replication_role', 'row_security')
  AND replace(s.reset_val, ' ', '') <> replace(s.boot_val, ' ', '')
  AND NOT EXISTS (SELECT FROM pg_db_role_setting d JOIN pg_roles r ON r.rolname = session_user
    WHERE d.setrole IN (0, r.oid) AND d.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
      AND EXISTS (SELECT FROM unnest(d.setconfig) AS own (text) WHERE split_part(own.text, '=', 1) = s.name))
UNION ALL
SELECT 'event trigger', e.evtname, concat_ws(' ', 'enabled', e.evtenabled, 'on', e.evtevent, e.evtfoid::regprocedure)
FROM pg_event_trigger e
ORDER BY kind, name, definition

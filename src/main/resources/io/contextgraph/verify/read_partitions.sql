-- The parts of each partition of ledger.event, named without the partition's own name, to be compared with
-- those of a new one in installed_schema.tsv. Its indexes are left out: those of an earlier version stay
-- until `schema reindex`, and an index does not change what a query returns, unless its flags lie: `schema
-- reindex` builds and drops only indexes that are not valid, and attaches valid ones. Flags of the table are named
-- only where they deny what is there.
WITH partition AS (
  SELECT c.*, c.oid::regclass::text AS name, i.inhdetachpending
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = (SELECT e.oid FROM pg_class e JOIN pg_namespace n ON n.oid = e.relnamespace
    WHERE n.nspname = 'ledger' AND e.relname = 'event'))
SELECT c.name AS partition, 'partition'::text AS kind, 'table'::text AS name, concat_ws(' ', 'kind', c.relkind, c.relpersistence, m.amname, 'owner',
  CASE WHEN c.relowner = n.nspowner THEN 'ledger_owner' ELSE r.rolname END, n.nspname, CASE WHEN c.relispartition THEN 'attached' END,
  CASE WHEN c.inhdetachpending THEN 'detach pending' END,
  CASE WHEN pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT' THEN 'default' END,
  CASE WHEN c.relrowsecurity THEN 'row security' END, CASE WHEN c.relforcerowsecurity THEN 'forced' END,
  CASE WHEN NOT c.relhastriggers AND EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid) THEN 'triggers ignored' END,
  CASE WHEN NOT c.relhasrules AND EXISTS (SELECT FROM pg_rewrite r WHERE r.ev_class = c.oid) THEN 'rules ignored' END,
  CASE WHEN NOT c.relhasindex AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid) THEN 'indexes ignored' END,
  CASE WHEN NOT c.relhassubclass AND EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid) THEN 'children ignored' END,
  CASE WHEN c.relchecks <> (SELECT count(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c')
    THEN 'checks ignored' END) AS definition
FROM partition c JOIN pg_roles r ON r.oid = c.relowner JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_am m ON m.oid = c.relam
UNION ALL
SELECT c.name, 'partition', 'column ' || a.attname, concat_ws(' ', format_type(a.atttypid, a.atttypmod),
  CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_get_expr(d.adbin, d.adrelid), CASE WHEN a.atthasdef <> (d.oid IS NOT NULL) THEN 'default ignored' END,
  CASE WHEN a.attcollation <> 0 THEN 'collation ' || a.attcollation::regcollation END,
  nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''))
FROM partition c JOIN pg_attribute a ON a.attrelid = c.oid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT c.name, 'partition', 'constraint ' || k.conname, pg_get_constraintdef(k.oid)
  || CASE WHEN k.convalidated THEN '' ELSE ' not validated' END
  || CASE WHEN coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true) THEN '' ELSE ' not enforced' END
FROM partition c JOIN pg_constraint k ON k.conrelid = c.oid WHERE k.contype NOT IN ('n', 't')
UNION ALL
SELECT c.name, 'partition', 'index ' || x.relname, 'invalid'
FROM partition c JOIN pg_index i ON i.indrelid = c.oid JOIN pg_class x ON x.oid = i.indexrelid
WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) AND (i.indisvalid OR x.relispartition)
UNION ALL
SELECT c.name, 'partition', 'trigger ' || t.tgname, 'enabled ' || t.tgenabled::text || ' ' ||
  replace(pg_get_triggerdef(t.oid), ' ON ' || c.name || ' ', ' ON ledger.event ')
FROM partition c JOIN pg_trigger t ON t.tgrelid = c.oid
UNION ALL
SELECT c.name, 'partition', 'rule ' || r.rulename, pg_get_ruledef(r.oid)
FROM partition c JOIN pg_rewrite r ON r.ev_class = c.oid
UNION ALL
SELECT c.name, 'partition', 'policy ' || p.polname, coalesce(pg_get_expr(p.polqual, p.polrelid), '')
FROM partition c JOIN pg_policy p ON p.polrelid = c.oid
UNION ALL
SELECT c.name, 'partition', 'child ' || i.inhrelid::regclass, ''
FROM partition c JOIN pg_inherits i ON i.inhparent = c.oid
UNION ALL
SELECT c.name, 'partition', 'grant', coalesce(r.rolname, 'PUBLIC') || ' ' || a.privilege_type
FROM partition c CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE a.grantee <> c.relowner AND (a.privilege_type <> 'SELECT' OR r.rolname IS NULL)
UNION ALL
SELECT c.name, 'partition', 'grant of column ' || t.attname, coalesce(r.rolname, 'PUBLIC') || ' ' || a.privilege_type
FROM partition c JOIN pg_attribute t ON t.attrelid = c.oid CROSS JOIN LATERAL aclexplode(t.attacl) a
LEFT JOIN pg_roles r ON r.oid = a.grantee
WHERE a.grantee <> c.relowner AND (a.privilege_type <> 'SELECT' OR r.rolname IS NULL)
ORDER BY partition, kind, name, definition

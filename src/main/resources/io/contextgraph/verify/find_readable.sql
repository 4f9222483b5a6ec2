-- Whether there is a table of the ledger with this name that the user may read.
SELECT EXISTS (
  SELECT FROM pg_namespace n JOIN pg_class c ON c.relnamespace = n.oid
  WHERE n.nspname = 'ledger' AND c.relname = ? AND c.relkind = 'r'
    AND has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'))

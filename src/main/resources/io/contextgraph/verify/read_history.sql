-- The last migration that Flyway has applied; 0 if there is none.
SELECT coalesce(max((to_jsonb(h) ->> 'version')::integer), 0)
FROM ledger.schema_history h
WHERE to_jsonb(h) ->> 'version' ~ '^[0-9]{1,9}$' AND to_jsonb(h) ->> 'success' = 'true'

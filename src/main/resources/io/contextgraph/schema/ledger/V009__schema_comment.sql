-- Follows V008 of release 0.1, which created the functions that read events. They are repeatable
-- migrations now (R__*.sql, one function each), and the number 008 is not used again.
COMMENT ON SCHEMA ledger IS 'Events recorded by context-graph: immutable, each once, in one order';

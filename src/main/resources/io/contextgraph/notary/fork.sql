-- Gives the ledger a new id.
SELECT ledger.fork()

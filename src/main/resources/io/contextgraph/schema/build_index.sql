CREATE INDEX CONCURRENTLY :index ON ledger.:partition (:key, global_position)

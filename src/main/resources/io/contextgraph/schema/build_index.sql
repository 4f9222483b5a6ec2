CREATE INDEX CONCURRENTLY :index ON ledger.:partition :definition

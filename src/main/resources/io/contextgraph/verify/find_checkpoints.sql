SELECT to_regclass('ledger.checkpoint') IS NOT NULL

-- Stops recording until the ledger is forked.
SELECT ledger.suspend()

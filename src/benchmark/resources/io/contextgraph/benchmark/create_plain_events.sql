CREATE TABLE plain.event (LIKE ledger.event INCLUDING ALL)

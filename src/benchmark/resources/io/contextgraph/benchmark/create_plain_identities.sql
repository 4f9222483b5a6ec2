CREATE TABLE plain.event_identity (LIKE ledger.event_identity INCLUDING ALL)

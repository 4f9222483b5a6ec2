UPDATE ledger.head
SET position = ?, recorded_at = timestamptz '1970-01-01 00:00:00+00' + ? * interval '1 microsecond'

SELECT count(ledger.ensure_partition(timestamptz '2016-10-15 00:00:00+00' + month * interval '1 month'))
FROM generate_series(0, ? - 1) month

-- Whether the first row of an archive is there. An archive is restored, and dropped, as a whole.
SELECT EXISTS (SELECT FROM ledger.event WHERE global_position = ? AND occurred_at >= ? AND occurred_at < ?)

-- The row of a position in a month.
SELECT FROM ledger.event
WHERE global_position = ? AND occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)

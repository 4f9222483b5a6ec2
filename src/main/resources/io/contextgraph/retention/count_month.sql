-- How many events a month has without its control events.
SELECT count(*) FROM ledger.event WHERE occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)

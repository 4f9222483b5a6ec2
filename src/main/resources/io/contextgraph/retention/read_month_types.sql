SELECT DISTINCT event_type FROM ledger.event
WHERE occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)

-- One of some sessions that has an event in a month.
SELECT session_id FROM ledger.event
WHERE session_id = ANY (?) AND occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)
LIMIT 1

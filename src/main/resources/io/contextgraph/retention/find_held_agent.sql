-- One of some agents that has an event in a month.
SELECT agent_id FROM ledger.event
WHERE agent_id = ANY (?) AND occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)
LIMIT 1

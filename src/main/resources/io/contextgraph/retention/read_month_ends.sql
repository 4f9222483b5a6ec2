-- The first and the last position of a month's events without its control events; NULL if there are none.
SELECT
  (SELECT global_position FROM ledger.event
    WHERE occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)
    ORDER BY global_position LIMIT 1) AS first,
  (SELECT global_position FROM ledger.event
    WHERE occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)
    ORDER BY global_position DESC LIMIT 1) AS last

-- Whether the first and the last row of a partition are within its bounds. A query by time does not read
-- a partition whose bounds exclude that time.
SELECT coalesce(bool_and($bounds), true)
FROM (SELECT min(occurred_at) AS occurred_at FROM $partition
  UNION ALL SELECT max(occurred_at) FROM $partition) v
WHERE occurred_at IS NOT NULL

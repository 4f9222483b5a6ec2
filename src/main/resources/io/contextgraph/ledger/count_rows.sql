-- How many of these positions have a row. The bounds of occurred_at are those of the page
-- (read_page_times.sql): without them, every partition would be read.
SELECT count(*) FROM ledger.event
WHERE global_position > ? AND global_position <= ? AND occurred_at >= ? AND occurred_at <= ?

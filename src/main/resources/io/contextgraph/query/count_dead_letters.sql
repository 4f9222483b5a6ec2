-- Of the newest dead letters, how many have each status.
SELECT status, count(*)
FROM (SELECT status FROM ledger.dead_letter ORDER BY id DESC LIMIT ?) AS newest
GROUP BY status ORDER BY status

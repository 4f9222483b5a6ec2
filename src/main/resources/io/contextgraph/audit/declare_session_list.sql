-- DECLARE accepts no parameters; the position replaces :up_to.
DECLARE session_list SCROLL CURSOR WITH HOLD FOR
SELECT DISTINCT session_id
FROM ledger.event
WHERE global_position <= :up_to
ORDER BY session_id

UPDATE ledger.dead_letter
SET status = 'replayed', replayed_at = clock_timestamp(), replayed_by = session_user, replayed_as = ?
WHERE id = ?

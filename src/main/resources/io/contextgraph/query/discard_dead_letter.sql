UPDATE ledger.dead_letter
SET status = 'discarded', discarded_at = clock_timestamp(), discarded_by = session_user,
  discard_reason = ?
WHERE id = ?

-- The dead letters of a range of ids that meet every condition given; NULL means no condition. Of the
-- fields it returns the beginning. The conditions on event, session, agent and subject are met by every letter
-- that has such a field, and by few others: the caller compares the fields themselves. An event's id is
-- found in lower case, and in either case where its name, of 16 bytes with the lengths, occurs first.
SELECT id, stream, entry_id, reason, detail, octet_length(fields) AS bytes, first_seen_at, status,
  replayed_at, replayed_by, replayed_as, discarded_at, discarded_by, discard_reason,
  substring(fields FROM 1 FOR 16384) AS beginning
FROM ledger.dead_letter
WHERE id > ? AND id <= ?
  AND (?::text IS NULL OR status = ?)
  AND (?::text IS NULL OR reason = ?)
  AND (?::bytea IS NULL OR position(? IN fields) > 0
    OR lower(encode(substring(fields FROM position(? IN fields) + 16 FOR ?), 'escape')) = lower(encode(?, 'escape')))
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
  AND (?::bytea IS NULL OR position(? IN fields) > 0)
ORDER BY id

-- How many control events name a subject.
SELECT count(*) FROM ledger.event
WHERE session_id = ? AND stream = ?
  AND event_type ~ '^(privacy|retention)\.'
  AND payload -> 'parameters' ->> 'subject' = ?

-- What control events say of readings that the log of readers may have lost.
SELECT
  count(*) FILTER (
    WHERE event_type = 'privacy.exported' AND payload -> 'parameters' ->> 'subject' = ?) AS exports,
  count(*) FILTER (WHERE event_type = 'privacy.restored') AS restores
FROM ledger.event
WHERE session_id = ? AND stream = ?
  AND event_type IN ('privacy.exported', 'privacy.restored')

-- The key-encryption keys that the events privacy.rotated of a ledger name.
SELECT DISTINCT kek FROM ledger.event,
  unnest(string_to_array(
    concat_ws(' ', payload -> 'result' ->> 'active', payload -> 'result' ->> 'retired',
      payload -> 'result' ->> 'destroyed'), ' ')) kek
WHERE session_id = ANY (ARRAY[?])
  AND stream = ?
  AND event_type = 'privacy.rotated'
  AND kek ~ '^kek-[0-9a-f]{8}$'
ORDER BY kek

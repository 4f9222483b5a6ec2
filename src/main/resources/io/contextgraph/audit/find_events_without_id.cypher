// Events whose id is missing or not a string.
MATCH (e:Event)
WHERE e.event_id IS NULL OR NOT e.event_id IS :: STRING
RETURN elementId(e) AS id, 'Event' AS label, toStringOrNull(e.event_id) AS key LIMIT 1000

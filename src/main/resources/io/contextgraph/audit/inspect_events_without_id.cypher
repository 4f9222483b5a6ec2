// Locks nodes, and returns those that are events without an id that is a text.
UNWIND $ids AS id
MATCH (e:Event) WHERE elementId(e) = id
REMOVE e.lock
WITH id, e
WHERE e.event_id IS NULL OR NOT e.event_id IS :: STRING OR e.event_id = ''
RETURN id, 'Event' AS label, toStringOrNull(e.event_id) AS key, false AS altered,
  true AS unreferenced, [] AS relationships

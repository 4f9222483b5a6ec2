// A page of all events: how many, and which of them have no id, or one that is no text. These are
// left out by page_events.cypher, as is an empty id.
MATCH (e:Event)
WITH e SKIP $skip LIMIT $page
RETURN count(e) AS seen,
  collect(CASE WHEN e.event_id IS NULL OR NOT e.event_id IS :: STRING OR e.event_id = ''
    THEN elementId(e) END) AS ids

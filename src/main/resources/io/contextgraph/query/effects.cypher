// What followed directly from some events, in the order in which it happened. The command starts with
// one event and asks again for the effects of its effects; a circle of causes ends where it began.
UNWIND $event_ids AS cause
MATCH (:Event {event_id: cause})<-[:CAUSED_BY]-(e:Event)
WHERE e.event_id <> $event_id
RETURN e.occurred_at AS occurred_at, e.global_position AS global_position,
  e.event_id AS event_id, e.event_type AS event_type, e.session_id AS session_id,
  e.tool_name AS tool_name, e.status AS status,
  duration.inSeconds(e.occurred_at, e.ended_at).milliseconds AS took_ms,
  e.importance_hint AS importance_hint, e.payload_ref AS payload_ref,
  cause AS caused_by, e:Missing AS missing
ORDER BY occurred_at, global_position LIMIT $limit

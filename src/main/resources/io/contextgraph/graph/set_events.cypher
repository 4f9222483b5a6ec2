// Sets each property by name. Setting them from a map would make Neo4j process all rows before the
// next step (Eager), because the map could contain the key that finds the next row. The label Session
// would make the property session_id unique.
UNWIND $events AS row
MATCH (e:Event {event_id: row.event_id})
REMOVE e:Missing:Session
SET e.global_position = row.global_position, e.event_type = row.event_type,
  e.occurred_at = row.occurred_at, e.ended_at = row.ended_at, e.status = row.status,
  e.session_id = row.session_id, e.tool_name = row.tool_name,
  e.importance_hint = row.importance_hint, e.payload_ref = row.payload_ref

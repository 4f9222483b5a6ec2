// How many events of the longer of two sessions compare.cypher counts.
UNWIND [$session_id, $other_session_id] AS id
CALL (id) {
  MATCH (e:Event)
  WHERE e.session_id = id AND e.occurred_at IS NOT NULL AND e.global_position IS NOT NULL
  WITH e LIMIT $events
  RETURN count(*) AS counted
}
RETURN max(counted) AS counted

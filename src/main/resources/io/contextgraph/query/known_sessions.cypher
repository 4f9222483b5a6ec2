// Those of some sessions that the graph contains.
UNWIND $session_ids AS id
MATCH (s:Session {session_id: id}) RETURN DISTINCT s.session_id AS id

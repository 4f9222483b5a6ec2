// Everything that starts at the events of a session: it is written again.
MATCH (e:Event {session_id: $session})
OPTIONAL MATCH (e)-[r]->()
DELETE r

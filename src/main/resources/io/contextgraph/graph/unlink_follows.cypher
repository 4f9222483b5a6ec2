UNWIND $pairs AS pair
MATCH (:Event {event_id: pair.event_id})-[f:FOLLOWS]->(:Event {event_id: pair.other})
DELETE f

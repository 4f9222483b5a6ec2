// Removes the link of events to the ones before them.
UNWIND $keys AS key
MATCH (:Event {event_id: key})-[f:FOLLOWS]->()
DELETE f

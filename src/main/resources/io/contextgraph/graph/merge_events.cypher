// A parent that has not been projected yet is Missing: only its id is known. The keys are sorted.
// Removing a property that no node has locks each node in that order; create_lock_key.cypher creates its
// key.
UNWIND $keys AS key
MERGE (e:Event {event_id: key})
ON CREATE SET e:Missing
REMOVE e.lock

// Locks events until the transaction ends, as merge_events.cypher does: in the order of the keys, by
// the removal of a property that no node has.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
REMOVE e.lock

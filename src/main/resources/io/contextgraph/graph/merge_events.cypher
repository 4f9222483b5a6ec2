// An event whose own turn has not come yet is Missing: known by its id only. The keys are sorted;
// removing what is not there locks each node in that order.
UNWIND $keys AS key
MERGE (e:Event {event_id: key})
ON CREATE SET e:Missing
REMOVE e.lock

// An event whose own turn has not come yet is Missing: known by its id only.
UNWIND $keys AS key
MERGE (e:Event {event_id: key})
ON CREATE SET e:Missing

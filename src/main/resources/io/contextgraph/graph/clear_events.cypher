// Removes the properties, labels and outgoing relationships of events that are written again next.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
SET e = {event_id: key}
REMOVE e:$([label IN labels(e) WHERE NOT label IN ['Event', 'Missing']])
WITH e
MATCH (e)-[r]->()
DELETE r

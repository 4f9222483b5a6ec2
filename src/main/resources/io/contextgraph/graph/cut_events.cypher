// Everything that starts at events that are written again, and labels that are not theirs.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
REMOVE e:$([label IN labels(e) WHERE NOT label IN ['Event', 'Missing']])
WITH e
MATCH (e)-[r]->()
DELETE r

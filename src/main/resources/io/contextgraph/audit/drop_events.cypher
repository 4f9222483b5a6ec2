// Removes events that the ledger does not contain; one that is the parent of another event becomes
// Missing.
UNWIND $keys AS key
MATCH (e:Event {event_id: key})
OPTIONAL MATCH (e)-[r]->()
DELETE r
WITH DISTINCT e
OPTIONAL MATCH (e)<-[f:FOLLOWS]-()
DELETE f
WITH DISTINCT e, EXISTS { (e)<-[:CAUSED_BY]-(:Event) } AS named
CALL (e, named) {
  WITH e, named WHERE named
  SET e = {event_id: e.event_id}, e:Missing
  REMOVE e:$([label IN labels(e) WHERE NOT label IN ['Event', 'Missing']])
}
CALL (e, named) {
  WITH e, named WHERE NOT named
  DETACH DELETE e
}

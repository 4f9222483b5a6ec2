// The number of these events in the graph, not counting parents that have not arrived.
UNWIND $ids AS id MATCH (e:Event {event_id: id}) WHERE NOT e:Missing RETURN count(e)

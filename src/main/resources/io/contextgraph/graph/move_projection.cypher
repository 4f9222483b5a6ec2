UNWIND $moves AS move
MATCH (p:Projection {name: $name, partition: move.partition})
SET p.position = move.position, p.event_id = move.event_id

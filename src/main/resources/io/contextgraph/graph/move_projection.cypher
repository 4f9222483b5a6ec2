UNWIND $moves AS move
MATCH (p:Projection {name: $name, partition: move.partition})
SET p.position = move.position, p.event_id = move.event_id,
  p.replay_until = CASE WHEN p.replay_until > move.position THEN p.replay_until END

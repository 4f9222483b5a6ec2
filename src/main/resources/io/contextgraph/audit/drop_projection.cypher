MATCH (p:Projection {name: $name})
DETACH DELETE p

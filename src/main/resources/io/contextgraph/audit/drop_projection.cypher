MATCH (p:Projection {name: $name})
DELETE p

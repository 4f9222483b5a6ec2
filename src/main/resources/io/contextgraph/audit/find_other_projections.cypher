// Projections other than this one and its own auxiliary ones.
MATCH (p:Projection)
WHERE p.name <> $name AND NOT p.name STARTS WITH $name + '/'
RETURN DISTINCT p.name AS name ORDER BY name

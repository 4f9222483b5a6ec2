// The position of each projection: that of its partition furthest behind.
MATCH (p:Projection) RETURN p.name AS name, min(p.position) AS position ORDER BY name

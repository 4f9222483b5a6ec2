// The position of each projection: that of its slowest partition.
MATCH (p:Projection)
RETURN p.name AS name, min(p.position) AS position, min(p.format_version) AS format_version
ORDER BY name

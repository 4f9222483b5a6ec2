MATCH (p:Projection {name: 'main'}) RETURN coalesce(min(p.position), 0) AS n

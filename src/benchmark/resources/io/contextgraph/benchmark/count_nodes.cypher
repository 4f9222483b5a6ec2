MATCH (n) WHERE NOT n:Projection RETURN count(n) AS n

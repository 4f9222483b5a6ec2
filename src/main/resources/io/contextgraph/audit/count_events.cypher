// Neo4j keeps this number; it reads no node.
MATCH (e:Event) RETURN count(e) AS nodes

UNWIND $ids AS id
MATCH (n) WHERE elementId(n) = id
MATCH (n)-[r]->()
DELETE r

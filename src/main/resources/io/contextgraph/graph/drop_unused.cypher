MATCH (n:Session|Agent|Trace|Tool)
WHERE NOT (n)<--()
DETACH DELETE n

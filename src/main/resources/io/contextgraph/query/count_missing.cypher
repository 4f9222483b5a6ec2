// How many events are known only as the parent of another.
MATCH (m:Missing) RETURN count(m) AS missing

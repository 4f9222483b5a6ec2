// The number of events known only as the parent of another event.
MATCH (m:Missing) RETURN count(m) AS missing

// A page of tools by key, and which of them have properties, labels or relationships beyond their key,
// or are referred to by no event.
MATCH (n:Tool)
WHERE n.name > $after
WITH n ORDER BY n.name LIMIT $page
RETURN count(n) AS seen, max(n.name) AS last,
  collect(CASE WHEN size(keys(n)) > 1 OR size(labels(n)) > 1 OR EXISTS { (n)-->() }
    OR NOT EXISTS { (n)<--(:Event) } THEN elementId(n) END) AS ids

// An event, unless another projection says in which form the graph is stored. Auxiliary projections
// of this one say nothing.
MATCH (e:Event)
WHERE NOT EXISTS {
  MATCH (p:Projection)
  WHERE p.name <> $name AND NOT p.name STARTS WITH $name + '/' AND p.format_version IS NOT NULL
}
RETURN true AS found LIMIT 1

// Neo4j keeps these numbers; it reads no node.
RETURN COUNT { MATCH (:Session) } + COUNT { MATCH (:Agent) } + COUNT { MATCH (:Trace) }
  + COUNT { MATCH (:Tool) } AS nodes

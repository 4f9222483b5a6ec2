// The positions of every projection of a ledger, and of every rebuild that is not complete. One in another
// format has to read the ledger again, so it counts as one that has read nothing.
MATCH (p:Projection {ledger_id: $ledger_id})
RETURN count(p) AS projections,
  min(CASE WHEN p.format_version = $format_version THEN p.position ELSE 0 END) AS position

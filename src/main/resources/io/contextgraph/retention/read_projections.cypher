// The positions of every projection of a ledger, and of every rebuild that is not complete.
MATCH (p:Projection {ledger_id: $ledger_id})
RETURN count(p) AS projections, min(p.position) AS position

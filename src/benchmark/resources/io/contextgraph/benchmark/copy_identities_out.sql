COPY (SELECT * FROM ledger.event_identity ORDER BY global_position) TO STDOUT (FORMAT binary)

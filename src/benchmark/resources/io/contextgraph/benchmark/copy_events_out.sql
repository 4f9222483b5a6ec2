COPY (SELECT * FROM ledger.event ORDER BY global_position) TO STDOUT (FORMAT binary)

UPDATE ledger.head SET position = ?

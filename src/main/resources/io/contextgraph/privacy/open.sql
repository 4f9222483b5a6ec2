SELECT version, keyset, kek_id, erased FROM privacy.open(?, ?)

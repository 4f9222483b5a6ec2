SELECT subject_id, version, keyset FROM privacy.rewrap_page(?, ?, ?)

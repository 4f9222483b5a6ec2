SELECT * FROM privacy.openings(?, ?)

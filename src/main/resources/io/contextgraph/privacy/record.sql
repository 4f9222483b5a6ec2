SELECT privacy.record(?, ?)

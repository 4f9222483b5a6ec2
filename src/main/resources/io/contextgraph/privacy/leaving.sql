SELECT privacy.leaving(?, ?)

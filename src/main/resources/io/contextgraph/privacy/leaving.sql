SELECT privacy.leaving(?)

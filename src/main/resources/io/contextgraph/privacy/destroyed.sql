SELECT privacy.destroyed(?)

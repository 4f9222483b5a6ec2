SELECT privacy.finish(?)

SELECT privacy.bind(?)

SELECT privacy.activate_kek(?)

SELECT privacy.announce_kek(?)

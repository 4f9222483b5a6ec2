SELECT privacy.know_keks(?)

SELECT * FROM privacy.erased(?)

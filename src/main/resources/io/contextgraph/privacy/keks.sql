SELECT * FROM privacy.keks()

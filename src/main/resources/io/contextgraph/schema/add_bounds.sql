ALTER TABLE :partition ADD CONSTRAINT within_bounds CHECK :bounds NOT VALID

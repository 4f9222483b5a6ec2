ALTER TABLE :partition VALIDATE CONSTRAINT within_bounds

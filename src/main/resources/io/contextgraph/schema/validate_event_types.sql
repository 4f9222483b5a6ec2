ALTER TABLE :partition VALIDATE CONSTRAINT event_event_type_check

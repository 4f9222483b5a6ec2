// Version 0.1 ordered the events of a session by time and id.
DROP INDEX event_chain IF EXISTS

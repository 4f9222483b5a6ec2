CREATE INDEX event_chain IF NOT EXISTS FOR (n:Event) ON (n.session_id, n.occurred_at, n.event_id)

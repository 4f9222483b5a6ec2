CREATE INDEX event_order IF NOT EXISTS FOR (n:Event) ON (n.session_id, n.occurred_at, n.global_position)

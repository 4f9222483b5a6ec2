SELECT pg_try_advisory_lock(hashtextextended('context-graph privacy.rotation', 0))

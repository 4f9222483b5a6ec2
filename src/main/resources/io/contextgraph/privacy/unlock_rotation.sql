SELECT pg_advisory_unlock(hashtextextended('context-graph privacy.rotation', 0))

SELECT pg_logical_emit_message(true, 'benchmark', 'a few bytes')

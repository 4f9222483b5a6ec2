SET synchronous_commit = on

UNWIND $keys AS key MERGE (:Agent {agent_id: key})

UNWIND $rows AS key CREATE (:Agent {agent_id: key})

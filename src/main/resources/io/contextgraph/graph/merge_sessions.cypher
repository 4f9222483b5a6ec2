UNWIND $keys AS key MERGE (:Session {session_id: key})

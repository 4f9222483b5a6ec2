UNWIND $rows AS key CREATE (:Session {session_id: key})

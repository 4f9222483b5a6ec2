// The keys are sorted; removing what is not there locks each node in that order.
UNWIND $keys AS key MERGE (n:Session {session_id: key}) REMOVE n.lock

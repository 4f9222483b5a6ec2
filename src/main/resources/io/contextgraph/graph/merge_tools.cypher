// The keys are sorted. Removing a property that no node has locks each node in that order.
UNWIND $keys AS key MERGE (n:Tool {name: key}) REMOVE n.lock

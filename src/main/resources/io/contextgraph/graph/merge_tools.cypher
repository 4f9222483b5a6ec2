// The keys are sorted, so that writers which create the same nodes wait for each other in one order.
// A node that exists is not written, so that writers which share it do not wait for each other.
UNWIND $keys AS key MERGE (n:Tool {name: key})

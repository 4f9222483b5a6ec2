UNWIND $keys AS key MERGE (:Trace {trace_id: key})

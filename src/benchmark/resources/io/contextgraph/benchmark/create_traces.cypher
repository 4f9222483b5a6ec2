UNWIND $rows AS key CREATE (:Trace {trace_id: key})

UNWIND $keys AS key MERGE (:Tool {name: key})

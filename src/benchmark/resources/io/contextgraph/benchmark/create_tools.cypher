UNWIND $rows AS key CREATE (:Tool {name: key})

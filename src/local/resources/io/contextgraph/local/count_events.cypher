MATCH (e:Event) RETURN count(e)

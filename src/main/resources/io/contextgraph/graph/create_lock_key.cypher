// Without the key, the removal of the property lock from a node does not lock it.
CALL db.createProperty('lock')

SELECT subject FROM privacy.unfinished(?) subject

SELECT living, erased, unfinished FROM privacy.counts()

ALTER INDEX ledger.:parent ATTACH PARTITION ledger.:index

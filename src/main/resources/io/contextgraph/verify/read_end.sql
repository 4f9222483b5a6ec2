-- The last position that a row or an identity has, up to the one of the head that was read.
SELECT greatest(
  (SELECT max(global_position) FROM ledger.event WHERE global_position <= ?),
  (SELECT max(global_position) FROM ledger.event_identity WHERE global_position <= ?),
  0)

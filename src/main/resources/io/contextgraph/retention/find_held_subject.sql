-- One of some subjects that an event of a month is about; the index is on the hash.
SELECT subject_id FROM ledger.event
WHERE subject_id = ANY (?)
  AND hashtextextended(subject_id, 0) = ANY (ARRAY(SELECT hashtextextended(s, 0) FROM unnest(?::text[]) s))
  AND occurred_at >= :lower AND occurred_at < :upper AND NOT (:control)
LIMIT 1

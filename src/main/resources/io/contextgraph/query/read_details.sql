-- What the graph does not hold of some events. Their personal data stays sealed, and is not read.
SELECT e.event_id::text, e.payload::text, e.attributes::text
FROM unnest(?::uuid[]) AS asked (id), LATERAL ledger.event_by_id(asked.id) AS e

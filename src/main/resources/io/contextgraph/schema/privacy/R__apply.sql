-- Repeats an erasure that the ledger recorded, with its facts. A subject that is erased here keeps its tombstone.
-- The key-encryption key that the event names becomes known, so that it counts until it is destroyed.
CREATE OR REPLACE FUNCTION privacy.apply(subject text, at_time timestamptz, by_role text, os_user text, host text,
  why text, event uuid, at_position bigint, kek text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tickets_end timestamptz := privacy.end_of_tickets(subject);
BEGIN
  INSERT INTO privacy.kek (kek_id, state, created_at, retired_at)
  SELECT kek, 'retired', to_timestamp(0), clock_timestamp() WHERE kek IS NOT NULL
  ON CONFLICT DO NOTHING;
  INSERT INTO privacy.subject AS s (subject_id, erased_at, erased_by, erased_os_user, erased_host, reason, event_id,
    position, erased_kek_id)
  VALUES (subject, at_time, by_role, os_user, host, why, event, at_position, kek)
  ON CONFLICT (subject_id) DO UPDATE SET
    keyset = NULL, kek_id = NULL, erased_kek_id = coalesce(excluded.erased_kek_id, s.kek_id),
    -- Longer only if the clock of the server was ahead once. The row is locked by now.
    leased_until = greatest(
      CASE WHEN s.leased_until > clock_timestamp() + interval '30 s' THEN clock_timestamp() + interval '30 s'
        ELSE s.leased_until END,
      tickets_end),
    erased_at = excluded.erased_at, erased_by = excluded.erased_by, erased_os_user = excluded.erased_os_user,
    erased_host = excluded.erased_host, reason = excluded.reason, event_id = excluded.event_id,
    position = excluded.position
  WHERE s.erased_at IS NULL;
END
$$;

ALTER FUNCTION privacy.apply(text, timestamptz, text, text, text, text, uuid, bigint, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.apply(text, timestamptz, text, text, text, text, uuid, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.apply(text, timestamptz, text, text, text, text, uuid, bigint, text)
  TO privacy_officer;

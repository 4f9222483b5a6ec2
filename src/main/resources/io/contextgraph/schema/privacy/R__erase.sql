-- Destroys the keyset of a subject and leaves its tombstone. A subject that was erased before keeps the first one.
-- An opening that was rolled back may have given the keyset out, so a ticket counts as a lease.
-- `holds` are those in spite of which it is done, as JSON.
CREATE OR REPLACE FUNCTION privacy.erase(subject text, why text, event uuid, os_user text, host text,
  despite_holds bigint, holds text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  tickets_end timestamptz := privacy.end_of_tickets(subject);
BEGIN
  INSERT INTO privacy.subject AS s (subject_id, erased_at, erased_by, erased_os_user, erased_host, reason, event_id,
    despite_holds, holds)
  VALUES (subject, clock_timestamp(), session_user, os_user, host, why, event, despite_holds, holds)
  ON CONFLICT (subject_id) DO UPDATE SET
    keyset = NULL, kek_id = NULL, erased_kek_id = s.kek_id,
    -- Longer only if the clock of the server was ahead once. The row is locked by now.
    leased_until = greatest(
      CASE WHEN s.leased_until > clock_timestamp() + interval '30 s' THEN clock_timestamp() + interval '30 s'
        ELSE s.leased_until END,
      tickets_end),
    erased_at = excluded.erased_at, erased_by = excluded.erased_by, erased_os_user = excluded.erased_os_user,
    erased_host = excluded.erased_host, reason = excluded.reason, event_id = excluded.event_id,
    despite_holds = excluded.despite_holds, holds = excluded.holds
  WHERE s.erased_at IS NULL;
END
$$;

ALTER FUNCTION privacy.erase(text, text, uuid, text, text, bigint, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.erase(text, text, uuid, text, text, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.erase(text, text, uuid, text, text, bigint, text) TO privacy_officer;

-- Destroys the keyset of a subject and leaves its tombstone. A subject that was erased before keeps the first one.
CREATE OR REPLACE FUNCTION privacy.erase(subject text, why text, event uuid, os_user text, host text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO privacy.subject AS s (subject_id, erased_at, erased_by, erased_os_user, erased_host, reason, event_id)
  VALUES ($1, clock_timestamp(), session_user, $4, $5, $2, $3)
  ON CONFLICT (subject_id) DO UPDATE SET
    keyset = NULL, kek_id = NULL, erased_kek_id = s.kek_id, erased_at = excluded.erased_at,
    erased_by = excluded.erased_by, erased_os_user = excluded.erased_os_user, erased_host = excluded.erased_host,
    reason = excluded.reason, event_id = excluded.event_id
  WHERE s.erased_at IS NULL
$$;

ALTER FUNCTION privacy.erase(text, text, uuid, text, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.erase(text, text, uuid, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.erase(text, text, uuid, text, text) TO privacy_officer;

-- The tombstone of a subject, or no row. `undestroyed_keks` are the key-encryption keys that encrypted the keyset
-- at some time, or may have, and are not destroyed: with one of them and an old copy of this store, the keyset
-- could be read.
CREATE OR REPLACE FUNCTION privacy.erased(subject text)
RETURNS TABLE (subject_id text, version int, created_at timestamptz, leased_until timestamptz,
  plain_sealed_at timestamptz, erased_at timestamptz, erased_by text, erased_os_user text, erased_host text,
  reason text, erased_kek_id text, event_id uuid, "position" bigint, finished_at timestamptz, undestroyed_keks text[],
  despite_holds bigint, holds text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT s.subject_id, s.version, s.created_at, s.leased_until, s.plain_sealed_at, s.erased_at, s.erased_by,
    s.erased_os_user, s.erased_host, s.reason, s.erased_kek_id, s.event_id, s.position, s.finished_at,
    ARRAY (SELECT k.kek_id FROM privacy.kek k
      WHERE s.erased_kek_id IS NOT NULL AND k.state NOT IN ('added', 'destroyed') AND k.created_at <= s.erased_at
        -- The keyset of an erasure that was applied from the ledger may be older than its row, and nothing is known of
        -- when the keys were used that became known later.
        AND (k.retired_at IS NULL OR k.retired_at >= s.created_at OR s.created_at > s.erased_at
          OR k.created_at = to_timestamp(0))
      ORDER BY k.kek_id),
    s.despite_holds, s.holds
  FROM privacy.subject s WHERE s.subject_id = $1 AND s.erased_at IS NOT NULL
$$;

ALTER FUNCTION privacy.erased(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.erased(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.erased(text) TO privacy_officer;

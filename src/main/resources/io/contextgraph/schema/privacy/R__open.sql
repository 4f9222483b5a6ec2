-- Redeems a ticket for the keyset of its subject, for the next 30 seconds. No keyset: the subject was erased,
-- or it is unknown, and `erased` is NULL then.
CREATE OR REPLACE FUNCTION privacy.open(with_ticket uuid, subject text,
  OUT version int, OUT keyset bytea, OUT kek_id text, OUT erased boolean)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM privacy.require_compared();
  UPDATE privacy.read_log l SET redeemed_at = clock_timestamp()
  WHERE l.ticket = with_ticket AND l.subject_id = subject AND l.redeemed_at IS NULL
    AND l.xid <> pg_current_xact_id() AND l.at > clock_timestamp() - interval '5 min';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the ticket is unknown, of another subject, of this transaction, redeemed or older than 5 minutes'
      USING ERRCODE = 'KS003';
  END IF;
  UPDATE privacy.subject s SET leased_until = greatest(s.leased_until, clock_timestamp() + interval '30 s')
  WHERE s.subject_id = subject AND s.keyset IS NOT NULL
  RETURNING s.version, s.keyset, s.kek_id INTO version, keyset, kek_id;
  erased := CASE WHEN FOUND THEN false
    WHEN EXISTS (SELECT FROM privacy.subject s WHERE s.subject_id = subject AND s.erased_at IS NOT NULL) THEN true END;
END
$$;

ALTER FUNCTION privacy.open(uuid, text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.open(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.open(uuid, text) TO privacy_opener;

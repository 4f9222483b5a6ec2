-- Until when a lease may last that a ticket of the subject gave and whose opening was rolled back; NULL if there is
-- none. Locks the subject's row until the end of the transaction first, so that no ticket is redeemed meanwhile. A ticket
-- is redeemed within 5 minutes, for 30 seconds.
CREATE OR REPLACE FUNCTION privacy.end_of_tickets(subject text) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM FROM privacy.subject s WHERE s.subject_id = subject AND s.keyset IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT max(least(clock_timestamp(), l.at + interval '5 min')) + interval '30 s' FROM privacy.read_log l
    WHERE l.subject_id = subject AND l.redeemed_at IS NULL AND l.at > clock_timestamp() - interval '330 s');
END
$$;

ALTER FUNCTION privacy.end_of_tickets(text) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.end_of_tickets(text) FROM PUBLIC;

-- The latest times at which the keyset of a subject was given out to be read, or a ticket for it was made that is not
-- marked as redeemed, the newest first, and how many there are in all. Such a ticket counts: whoever redeemed it may
-- have rolled the mark back, and has the keyset.
CREATE OR REPLACE FUNCTION privacy.openings(subject text, at_most int)
RETURNS TABLE (at timestamptz, redeemed boolean, who text, os_user text, host text, question text, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(l.redeemed_at, l.at), l.redeemed_at IS NOT NULL, l.who, l.os_user, l.host, l.question,
    count(*) OVER ()
  FROM privacy.read_log l
  WHERE l.subject_id = $1
  ORDER BY coalesce(l.redeemed_at, l.at) DESC, l.ticket LIMIT $2
$$;

ALTER FUNCTION privacy.openings(text, int) OWNER TO privacy_owner;
REVOKE ALL ON FUNCTION privacy.openings(text, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION privacy.openings(text, int) TO privacy_officer;

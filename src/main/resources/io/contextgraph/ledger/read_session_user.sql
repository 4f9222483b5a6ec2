-- The role that this session logged in as.
SELECT session_user::text AS name

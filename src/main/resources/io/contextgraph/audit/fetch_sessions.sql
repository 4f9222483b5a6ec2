-- FETCH accepts no parameters; the number of rows replaces :limit.
FETCH FORWARD :limit FROM session_list

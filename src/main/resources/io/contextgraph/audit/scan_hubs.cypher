// A page of all sessions, agents, traces and tools: how many, and which of them have no key, or one
// that is no text or empty. These are left out by the pages by key.
MATCH (n:Session|Agent|Trace|Tool)
WITH n SKIP $skip LIMIT $page
RETURN count(n) AS seen,
  collect(CASE WHEN NOT coalesce(n:Session AND n.session_id > '' OR n:Agent AND n.agent_id > ''
    OR n:Trace AND n.trace_id > '' OR n:Tool AND n.name > '', false) THEN elementId(n) END) AS ids

package io.contextgraph.system;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The invariants I1 to I9 of docs/architecture.md, checked from outside. Each check returns one
 * line per violation, which begins with the invariant's name, and no line if there is none.
 */
public record Invariants(Outside outside) {
  /** Prefix of the violation reported while the graph lags behind the ledger. */
  public static final String BEHIND = "I5 the projection is at ";

  private static final int MAX_REPORTED = 5;

  private static final String EVENTS =
      "SELECT event_id, stream || ' ' || entry_id, coalesce(importance_hint = 3, false),"
          + " encode(sha256(convert_to(payload::text, 'UTF8')), 'hex') FROM ledger.event";
  private static final String LETTERS =
      "SELECT stream || ' ' || entry_id, reason FROM ledger.dead_letter";
  private static final String OUT_OF_ORDER =
      """
      SELECT count(*) FROM (
        SELECT entry, lag(entry) OVER (PARTITION BY session_id, stream ORDER BY global_position) AS before
        FROM (SELECT session_id, stream, global_position,
                ARRAY[split_part(entry_id, '-', 1)::numeric, split_part(entry_id, '-', 2)::numeric] AS entry
              FROM ledger.event) AS entries) AS pairs
      WHERE entry <= before
      """;
  private static final String FOLD =
      """
      SELECT concat_ws('|', event_id, global_position, event_type, session_id, agent_id, trace_id,
          coalesce(tool_name, '-'), coalesce(status, '-'), floor(extract(epoch FROM occurred_at) * 1000)::bigint,
          coalesce(floor(extract(epoch FROM ended_at) * 1000)::bigint::text, '-'),
          coalesce(importance_hint::text, '-'), coalesce(payload_ref, '-'),
          coalesce(parent_event_id::text, '-'),
          coalesce(lag(event_id) OVER chain || ' ' ||
            floor(extract(epoch FROM occurred_at - lag(occurred_at) OVER chain) * 1000)::bigint, '-'))
      FROM ledger.event
      WINDOW chain AS (PARTITION BY session_id ORDER BY occurred_at, global_position)
      """;
  private static final String GRAPH =
      """
      MATCH (e:Event) WHERE NOT e:Missing
      RETURN e.event_id + '|' + e.global_position + '|' + e.event_type + '|' + e.session_id
        + '|' + reduce(t = '', x IN [(e)-[:PERFORMED_BY]->(a:Agent) | a.agent_id] | t + x)
        + '|' + reduce(t = '', x IN [(e)-[:PART_OF]->(p:Trace) | p.trace_id] | t + x)
        + '|' + reduce(t = '', x IN [(e)-[:USED]->(u:Tool) | u.name] | t + x)
        + CASE WHEN e.tool_name IS NULL THEN '-' ELSE '' END
        + '|' + coalesce(e.status, '-') + '|' + e.occurred_at.epochMillis
        + '|' + coalesce(toString(e.ended_at.epochMillis), '-')
        + '|' + coalesce(toString(e.importance_hint), '-') + '|' + coalesce(e.payload_ref, '-')
        + '|' + CASE WHEN EXISTS {(e)-[:CAUSED_BY]->()} THEN '' ELSE '-' END
        + reduce(t = '', x IN [(e)-[:CAUSED_BY]->(c:Event) | c.event_id] | t + x)
        + '|' + CASE WHEN EXISTS {(e)-[:FOLLOWS]->()} THEN '' ELSE '-' END
        + reduce(t = '', x IN [(e)-[f:FOLLOWS]->(b:Event) | b.event_id + ' ' + f.delta_ms] | t + x)
        + CASE WHEN COUNT {(e)-[:IN_SESSION]->(:Session {session_id: e.session_id})} = 1 THEN '' ELSE ' no session' END
      """;

  private static final String EXPECTED_NODES =
      """
      SELECT DISTINCT 'Session ' || session_id FROM ledger.event
      UNION SELECT 'Agent ' || agent_id FROM ledger.event
      UNION SELECT 'Trace ' || trace_id FROM ledger.event
      UNION SELECT 'Tool ' || tool_name FROM ledger.event WHERE tool_name IS NOT NULL
      UNION SELECT 'Missing ' || parent_event_id FROM ledger.event
        WHERE parent_event_id NOT IN (SELECT event_id FROM ledger.event)
      """;
  private static final String NODES =
      """
      MATCH (n) WHERE n:Missing OR NOT (n:Event OR n:Projection)
      RETURN CASE WHEN n:Missing THEN 'Missing' ELSE labels(n)[0] END + ' '
        + coalesce(n.event_id, n.session_id, n.agent_id, n.trace_id, n.name)
      """;
  private static final String REACHED =
      "MATCH (p:Projection) RETURN toString(coalesce(min(p.position), 0))";

  /** The event that the ledger has recorded under an id. */
  private record Recorded(String entry, boolean conflict, String payloadHash) {}

  /**
   * I1: every acknowledged entry is recorded, a duplicate of a recorded event, or a dead letter.
   */
  public List<String> arrived(List<Sent> sent) throws SQLException {
    Map<String, Recorded> events = new HashMap<>();
    outside.rows(
        EVENTS,
        row ->
            events.put(row.get(0), new Recorded(row.get(1), row.get(2).equals("t"), row.get(3))));
    Map<String, String> letters = new HashMap<>();
    outside.rows(LETTERS, row -> letters.put(row.get(0), row.get(1)));
    Set<String> recordedEntries = new HashSet<>();
    events.values().forEach(event -> recordedEntries.add(event.entry()));
    List<String> wrong = new ArrayList<>();
    for (Sent entry : sent) {
      String problem = judge(entry, events.get(entry.eventId()), letters.get(entry.entry()));
      if (problem == null
          && letters.containsKey(entry.entry())
          && recordedEntries.contains(entry.entry())) {
        problem = "is an event and a dead letter";
      }
      if (problem != null) {
        wrong.add("I1 " + entry + " " + problem);
      }
    }
    return wrong;
  }

  private static String judge(Sent sent, Recorded recorded, String letter) {
    if (sent.kind() == Sent.Kind.INVALID) {
      return "INVALID_EVENT_TYPE".equals(letter) ? null : "is not a dead letter: " + letter;
    }
    if (recorded == null) {
      return "is not in the ledger";
    }
    if (recorded.conflict() == (sent.kind() == Sent.Kind.CONFLICT)) {
      if (!recorded.payloadHash().equals(sent.payloadHash())) {
        return "is recorded with another payload";
      }
      return letter == null ? null : "is recorded and is also a dead letter: " + letter;
    }
    return "ID_CONFLICT".equals(letter) ? null : "should be an ID_CONFLICT: " + letter;
  }

  /** I2, I3, I6 and I9: one row per id, contiguous positions, entry order, no leftovers. */
  public List<String> positions() throws SQLException {
    long rows = outside.number("SELECT count(*) FROM ledger.event");
    List<String> wrong = new ArrayList<>();
    expect(wrong, "I2 distinct ids", "SELECT count(DISTINCT event_id) FROM ledger.event", rows);
    expect(wrong, "I2 identities", "SELECT count(*) FROM ledger.event_identity", rows);
    expect(
        wrong,
        "I2 identities that match their event",
        "SELECT count(*) FROM ledger.event_identity i JOIN ledger.event e USING (event_id,"
            + " global_position, occurred_at, content_hash)",
        rows);
    expect(wrong, "I3 distinct", "SELECT count(DISTINCT global_position) FROM ledger.event", rows);
    expect(wrong, "I3 last", "SELECT coalesce(max(global_position), 0) FROM ledger.event", rows);
    expect(wrong, "I3 head", Outside.HEAD, rows);
    expect(
        wrong,
        "I3 recorded_at falls",
        "SELECT count(*) FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY"
            + " global_position) AS falls FROM ledger.event) AS steps WHERE falls",
        0);
    expect(wrong, "I6 out of order", OUT_OF_ORDER, 0);
    expect(wrong, "I9 prepared transactions", "SELECT count(*) FROM pg_prepared_xacts", 0);
    expect(
        wrong,
        "I9 transactions open for more than 40 s",
        "SELECT count(*) FROM pg_stat_activity WHERE xact_start < now() - interval '40 s'",
        0);
    return wrong;
  }

  private void expect(List<String> wrong, String what, String sql, long expected)
      throws SQLException {
    long found = outside.number(sql);
    if (found != expected) {
      wrong.add(what + ": " + found + " instead of " + expected);
    }
  }

  /**
   * I3 and I4: the rows that a live reader saw are still there, unchanged and in the same order.
   */
  public List<String> seen(LedgerPoller poller) throws SQLException {
    List<String> wrong = new ArrayList<>(poller.violations());
    List<String> read = poller.read();
    List<String> now =
        outside.rows(
            "SELECT event_id || ' ' || encode(content_hash, 'hex') || ' ' || recorded_at"
                + " FROM ledger.event ORDER BY global_position",
            row -> row.get(0));
    for (int i = 0; i < read.size() && wrong.size() < MAX_REPORTED; i++) {
      if (i >= now.size() || !now.get(i).equals(read.get(i))) {
        wrong.add("I4 position " + (i + 1) + " was " + read.get(i));
      }
    }
    return wrong;
  }

  /** The position up to which all partitions are projected. */
  public long projected() {
    return Long.parseLong(outside.texts(REACHED).get(0));
  }

  /** I5: the graph is the fold of the ledger. */
  public List<String> graph() throws SQLException {
    long head = outside.head();
    long reached = projected();
    if (reached != head) {
      return List.of(BEHIND + reached + " of " + head);
    }
    List<String> wrong = new ArrayList<>(compared(FOLD, GRAPH));
    wrong.addAll(compared(EXPECTED_NODES, NODES));
    return wrong;
  }

  private List<String> compared(String sql, String cypher) throws SQLException {
    Set<String> expected = new TreeSet<>(outside.rows(sql, row -> row.get(0)));
    List<String> found = outside.texts(cypher);
    Set<String> extra = new TreeSet<>(found);
    List<String> wrong = new ArrayList<>();
    if (extra.size() != found.size()) {
      wrong.add("I5 " + (found.size() - extra.size()) + " appear more than once in the graph");
    }
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(extra);
    extra.removeAll(expected);
    missing.stream().limit(MAX_REPORTED).forEach(it -> wrong.add("I5 not in the graph: " + it));
    extra.stream()
        .limit(MAX_REPORTED)
        .forEach(it -> wrong.add("I5 unexpected in the graph: " + it));
    return wrong;
  }

  /** Every invariant that holds once the system is idle. */
  public List<String> all(List<Sent> sent) throws SQLException {
    List<String> wrong = new ArrayList<>(arrived(sent));
    wrong.addAll(positions());
    wrong.addAll(graph());
    return wrong;
  }
}

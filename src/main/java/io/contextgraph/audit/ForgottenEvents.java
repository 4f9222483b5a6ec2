package io.contextgraph.audit;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.MonthIdentities;
import io.contextgraph.graph.Cypher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/**
 * Removes the events of an archived month from a graph, some at a time, under the locks of all
 * partitions. The events that are left of a session form its chain; one that is the parent of
 * another is left as Missing. Events that were removed before are no failure.
 *
 * @param ledger with auto-commit on
 */
record ForgottenEvents(AuditedProjection graph, Connection ledger) {
  private static final int LOCKED = 200;
  private static final Cypher FIND = cypher("find_forgotten_events");
  private static final Cypher LOCK = cypher("lock_events");
  private static final Cypher DROP = cypher("drop_events");
  private static final Cypher DROP_PARENTS = cypher("drop_childless_parents");
  private static final Cypher DROP_HUBS = cypher("drop_unused_hubs");

  private static Cypher cypher(String name) {
    return Cypher.read(ForgottenEvents.class, name);
  }

  void forget(Archives.Entry archive, Progress progress) throws SQLException {
    long last = archive.month().positions().last();
    MonthIdentities.ofArchive(
        ledger,
        archive,
        LOCKED,
        page -> {
          forget(page.stream().map(MonthIdentities.Identity::eventId).sorted().toList());
          progress.report(
              "positions forgotten by the graph", page.get(page.size() - 1).position(), last);
        });
  }

  private void forget(List<String> ids) {
    graph.locked(
        graph.reached().byPartition().keySet(),
        (transaction, positions) -> {
          forget(transaction, ids);
          return true;
        });
  }

  private static void forget(TransactionContext transaction, List<String> ids) {
    List<Record> found = FIND.run(transaction, Map.of("keys", ids));
    if (found.isEmpty()) {
      return;
    }
    Map<String, Map<String, Object>> followers = new HashMap<>();
    for (Record row : found) {
      row.get("followers")
          .asList(Value::asMap)
          .forEach(follower -> followers.put(String.valueOf(follower.get("event_id")), follower));
    }
    Set<String> locked = new TreeSet<>(ids);
    locked.addAll(followers.keySet());
    LOCK.run(transaction, Map.of("keys", new ArrayList<>(locked)));
    DROP.run(transaction, Map.of("keys", ids));
    ChainContent.link(transaction, new ArrayList<>(followers.values()));
    DROP_PARENTS.run(transaction, Map.of("keys", texts(found, "parents")));
    DROP_HUBS.run(transaction, Map.of("ids", texts(found, "hubs")));
  }

  private static List<String> texts(List<Record> rows, String column) {
    Set<String> texts = new HashSet<>();
    rows.forEach(row -> texts.addAll(row.get(column).asList(Value::asString)));
    return new ArrayList<>(texts);
  }
}

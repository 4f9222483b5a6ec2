package io.contextgraph.audit;

import io.contextgraph.graph.Cypher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.neo4j.driver.Record;
import org.neo4j.driver.TransactionCallback;
import org.neo4j.driver.TransactionContext;
import org.neo4j.driver.Value;

/**
 * Reads nodes that may be strays again, a few at a time and while they are locked, and repairs
 * those that are. Writers lock a node that they create, so one that is being projected is no stray.
 *
 * @param repair whether to repair what is found
 */
record NodeInspection(AuditedProjection graph, boolean repair) {
  private static final int LOCKED = 100;
  private static final Cypher DROP_NODES = cypher("drop_nodes");
  private static final Cypher DROP_RELATIONSHIPS = cypher("drop_relationships_of_nodes");
  private static final Cypher RESET_NODES = cypher("reset_nodes");

  private static Cypher cypher(String name) {
    return Cypher.read(NodeInspection.class, name);
  }

  /**
   * Inspects nodes, and repairs those that are strays.
   *
   * @param inspect locks nodes, and returns which of them are strays, and why
   * @param ids the element ids of suspects
   */
  List<Difference> differences(Cypher inspect, List<String> ids) {
    List<Difference> differences = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += LOCKED) {
      List<String> some = ids.subList(from, Math.min(ids.size(), from + LOCKED));
      differences.addAll(inspectLocked(inspect, some));
    }
    return differences;
  }

  private List<Difference> inspectLocked(Cypher inspect, List<String> ids) {
    return locked(
        transaction -> {
          List<Record> strays = inspect.run(transaction, Map.of("ids", ids));
          if (repair) {
            repair(transaction, strays);
          }
          return strays.stream().flatMap(row -> differences(row).stream()).toList();
        });
  }

  /**
   * A repair locks all partitions for a moment: writers do not lock a node that exists already, so
   * one might be about to refer to a node that is dropped.
   */
  private <T> T locked(TransactionCallback<T> work) {
    return repair
        ? graph.locked(
            graph.reached().byPartition().keySet(),
            (transaction, positions) -> work.execute(transaction))
        : graph.write(work);
  }

  private static List<Difference> differences(Record row) {
    String key = row.get("key").asString("");
    List<Difference> differences = new ArrayList<>();
    if (row.get("altered").asBoolean() || row.get("unreferenced").asBoolean()) {
      differences.add(Difference.extra(row.get("label").asString(), key));
    }
    row.get("relationships")
        .values(Value::asString)
        .forEach(type -> differences.add(Difference.extra(type, key)));
    return differences;
  }

  private static void repair(TransactionContext transaction, List<Record> strays) {
    run(DROP_RELATIONSHIPS, transaction, ids(strays, row -> row.get("relationships").size() > 0));
    run(RESET_NODES, transaction, ids(strays, row -> row.get("altered").asBoolean()));
    run(DROP_NODES, transaction, ids(strays, row -> row.get("unreferenced").asBoolean()));
  }

  private static void run(Cypher statement, TransactionContext transaction, List<String> ids) {
    if (!ids.isEmpty()) {
      statement.run(transaction, Map.of("ids", ids));
    }
  }

  private static List<String> ids(List<Record> strays, Predicate<Record> condition) {
    return strays.stream().filter(condition).map(row -> row.get("id").asString()).toList();
  }
}

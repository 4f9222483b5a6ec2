package io.contextgraph.audit;

import io.contextgraph.archive.Archives;
import io.contextgraph.archive.MonthIdentities;
import io.contextgraph.graph.Cypher;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds events of archived months that the graph should keep and does not have. What it has of them
 * is not compared: the ledger does not have their rows.
 *
 * @param ledger with auto-commit on
 */
record KeptEvents(AuditedProjection graph, Connection ledger) {
  private static final Cypher FIND = Cypher.read(KeptEvents.class, "find_missing_events");
  private static final int PAGE = 2_000;

  /** Reports those that are missing; a partition that is not there yet has none. */
  void find(List<Archives.Entry> archives, Consumer<Difference> found, Progress progress)
      throws SQLException {
    for (Archives.Entry archive : archives) {
      long last = archive.month().positions().last();
      long slowest =
          graph.reached().byPartition().values().stream().mapToLong(it -> it).min().orElse(0);
      if (slowest >= last) {
        MonthIdentities.ofArchive(
            ledger,
            archive,
            PAGE,
            page -> {
              missing(page).forEach(id -> found.accept(Difference.missingArchived(id)));
              progress.report(
                  "events of archived months looked up",
                  page.get(page.size() - 1).position(),
                  last);
            });
      }
    }
  }

  private List<String> missing(List<MonthIdentities.Identity> page) {
    List<Map<String, Object>> events =
        page.stream()
            .<Map<String, Object>>map(
                it -> Map.of("event_id", it.eventId(), "global_position", it.position()))
            .toList();
    return graph.read(
        transaction ->
            FIND.run(transaction, Map.of("events", events)).stream()
                .map(row -> row.get("event_id").asString())
                .toList());
  }
}

package io.contextgraph.audit;

import io.contextgraph.event.EventId;
import io.contextgraph.event.EventSummary;
import io.contextgraph.event.Slice;
import io.contextgraph.graph.GraphWriter;
import io.contextgraph.graph.ProjectionMark;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.ledger.LedgerReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Rewrites the events of a projection in place, a page of the ledger at a time. */
final class GraphRewrite {
  /** Small, because all partitions of a page are locked while it is rewritten. */
  private static final int PAGE = 500;

  private final LedgerReader ledger;
  private final AuditedProjection graph;
  private final AuditedProjection reached;
  private final Progress progress;

  /**
   * @param reached stores how far the rewriting is, as its only partition; dropped at the end. A
   *     rewrite and a renewal have different ones
   * @param progress receives the position reached
   */
  GraphRewrite(
      LedgerReader ledger, AuditedProjection graph, AuditedProjection reached, Progress progress) {
    this.ledger = ledger;
    this.graph = graph;
    this.reached = reached;
    this.progress = progress;
  }

  /** Rewrites the events that a projection which can be continued has reached. */
  void run(int partitions) throws SQLException {
    LedgerHead end = new LedgerHead(graph.stored().ledgerId(), graph.highestPosition());
    rewrite(end, partitions, false);
    reached.drop();
  }

  /**
   * Rewrites all events, including the links between them, then gives the projection the current
   * format version. Its job stands in the meantime.
   */
  void renew(int partitions) throws SQLException {
    LedgerHead end = ledger.head();
    graph.write(
        transaction -> {
          graph.stored().reset(transaction, partitions);
          return true;
        });
    rewrite(end, partitions, true);
    complete(end, partitions);
    reached.drop();
  }

  private void rewrite(LedgerHead end, int partitions, boolean renew) throws SQLException {
    long position = start();
    while (position < end.position()) {
      long upTo = Math.min(end.position(), position + PAGE);
      rewrite(ledger.slices(end, position, upTo, partitions), renew);
      position = upTo;
      progress.report("positions", position, end.position());
    }
  }

  /** The position of an interrupted rewriting of this ledger, otherwise 0. */
  private long start() throws SQLException {
    Map<Integer, ProjectionMark> marks = reached.read(reached.stored()::continuable);
    ProjectionMark mark = marks.getOrDefault(0, new ProjectionMark(0, null));
    EventId recorded = ledger.eventIds(List.of(mark.position())).get(mark.position());
    if (marks.size() == 1 && Objects.equals(mark.eventId(), recorded)) {
      return mark.position();
    }
    reached.drop();
    reached.create(1);
    return 0;
  }

  private void rewrite(List<Slice> slices, boolean renew) {
    ProjectionMark mark = new ProjectionMark(slices.get(0).upTo(), slices.get(0).upToId());
    graph.locked(
        slices.stream().map(Slice::partition).toList(),
        (transaction, positions) -> {
          GraphWriter writer = new GraphWriter(transaction);
          if (renew) {
            writer.renew(slices.stream().flatMap(slice -> slice.events().stream()).toList());
          } else {
            writer.project(upTo(positions, slices));
          }
          reached.stored().move(transaction, Map.of(0, mark));
          return true;
        });
  }

  /** The slices' events that the projection has reached. */
  private static List<EventSummary> upTo(Map<Integer, Long> positions, List<Slice> slices) {
    List<EventSummary> events = new ArrayList<>();
    for (Slice slice : slices) {
      long position = positions.getOrDefault(slice.partition(), 0L);
      slice.events().stream()
          .filter(event -> event.globalPosition() <= position)
          .forEach(events::add);
    }
    return events;
  }

  private void complete(LedgerHead end, int partitions) throws SQLException {
    EventId last = ledger.eventIds(List.of(end.position())).get(end.position());
    Map<Integer, ProjectionMark> marks = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      marks.put(partition, new ProjectionMark(end.position(), last));
    }
    graph.locked(
        marks.keySet(),
        (transaction, positions) -> {
          marks
              .keySet()
              .removeIf(partition -> positions.getOrDefault(partition, 0L) >= end.position());
          graph.stored().create(transaction, partitions);
          graph.stored().move(transaction, marks);
          return true;
        });
  }
}

package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Derives from the ledger what the graph must contain. Accepts the events of whole sessions,
 * session by session, each ordered by time and id; keeps one event in memory.
 */
final class ExpectedGraph implements Consumer<EventSummary> {
  private final Consumer<GraphItem> items;
  private @Nullable EventSummary before;

  /**
   * @param items receives what the graph must contain
   */
  ExpectedGraph(Consumer<GraphItem> items) {
    this.items = items;
  }

  @Override
  public void accept(EventSummary event) {
    GraphItem.of(event).forEach(items);
    if (before != null && before.sessionId().equals(event.sessionId())) {
      items.accept(GraphItem.follows(event, before));
    }
    before = event;
  }
}

package io.contextgraph.audit;

import io.contextgraph.event.EventSummary;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the graph must say of whole sessions. Takes their events session by session, each by time
 * and id; holds one event at a time.
 */
public final class ExpectedGraph implements Consumer<EventSummary> {
  private final Consumer<GraphItem> items;
  private @Nullable EventSummary before;

  public ExpectedGraph(Consumer<GraphItem> items) {
    this.items = items;
  }

  @Override
  public void accept(EventSummary event) {
    EventSummary last = before;
    boolean follows = last != null && last.sessionId().equals(event.sessionId());
    GraphItem.of(event, follows ? last : null).forEach(items);
    before = event;
  }

  /** Gathers things into a digest for each session. */
  public static Consumer<GraphItem> into(Map<String, SessionDigest> digests) {
    return item ->
        digests.computeIfAbsent(item.sessionId(), session -> new SessionDigest()).add(item);
  }

  /** A map for {@link #into}. */
  public static Map<String, SessionDigest> digests() {
    return new HashMap<>();
  }
}

package io.contextgraph.ledger;

import io.contextgraph.event.Event;
import java.util.ArrayList;
import java.util.List;

/** The events that wait for the next append. Used by one thread. */
final class FillingBatch {
  private final BatchLimits limits;
  private List<Event> events = new ArrayList<>();
  private long bytes;

  FillingBatch(BatchLimits limits) {
    this.limits = limits;
  }

  void add(Event event) {
    events.add(event);
    bytes += event.weight();
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** Whether it has reached the limit of rows or of bytes. */
  boolean isFull() {
    return events.size() >= limits.rows() || bytes >= limits.bytes();
  }

  /** Returns the events and starts an empty batch. */
  List<Event> take() {
    List<Event> taken = events;
    events = new ArrayList<>(taken.size());
    bytes = 0;
    return taken;
  }
}

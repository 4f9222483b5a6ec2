package io.contextgraph.archive;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of several archives in the order of their positions. A file is opened when its first
 * position is reached. Not thread-safe.
 */
public final class ArchivedSeries implements Closeable {
  private final ArchiveFolder folder;
  private final Consumer<ArchiveException> failures;
  private final Deque<Archives.Entry> unopened;
  private final PriorityQueue<ArchivedEvents> open =
      new PriorityQueue<>(Comparator.comparingLong(ArchivedSeries::position));

  /**
   * @param failures receives why an archive cannot be read further; it may throw
   */
  public ArchivedSeries(
      ArchiveFolder folder, List<Archives.Entry> archives, Consumer<ArchiveException> failures) {
    this.folder = folder;
    this.failures = failures;
    this.unopened =
        new ArrayDeque<>(
            archives.stream()
                .sorted(Comparator.comparingLong(entry -> entry.month().positions().first()))
                .toList());
  }

  private static long position(ArchivedEvents events) {
    ArchivedLine next = events.peek();
    return next == null ? Long.MAX_VALUE : next.position();
  }

  /** The next event whose position is at most the given one; null if there is none. */
  public @Nullable ArchivedLine next(long upTo) throws IOException {
    open(upTo);
    ArchivedEvents first = open.peek();
    ArchivedLine line = first == null ? null : first.peek();
    if (first == null || line == null || line.position() > upTo) {
      return null;
    }
    open.remove();
    advance(first);
    return line;
  }

  private void open(long upTo) throws IOException {
    while (!unopened.isEmpty() && unopened.peek().month().positions().first() <= upTo) {
      Archives.Entry entry = unopened.remove();
      try {
        keep(ArchivedEvents.open(entry, folder.file(entry.month())));
      } catch (ArchiveException e) {
        failures.accept(e);
      }
    }
  }

  private void advance(ArchivedEvents events) throws IOException {
    try {
      events.advance();
      keep(events);
    } catch (ArchiveException e) {
      events.close();
      failures.accept(e);
    }
  }

  private void keep(ArchivedEvents events) throws IOException {
    if (events.peek() == null) {
      events.close();
    } else {
      open.add(events);
    }
  }

  @Override
  public void close() throws IOException {
    List<ArchivedEvents> left = new ArrayList<>(open);
    open.clear();
    for (ArchivedEvents events : left) {
      events.close();
    }
  }
}

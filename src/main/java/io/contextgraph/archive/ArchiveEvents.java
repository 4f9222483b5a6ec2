package io.contextgraph.archive;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.PositionRanges;
import io.contextgraph.event.Status;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The control events that say which events are in which file. */
public final class ArchiveEvents {
  public static final String ARCHIVED = "retention.archived";
  public static final String RESTORED = "retention.restored";

  /** So many ranges are listed in an event; the digest covers all. */
  private static final int LISTED = 1_000;

  private ArchiveEvents() {}

  /**
   * A month was archived; the rows of its partition may be dropped.
   *
   * @param replaced the events of earlier archives whose rows are among these
   * @param ranges the positions of the archived events
   * @param tiles the digest of the tiles that the rows were compared with
   * @param checkpoint the size of the checkpoint that covers the positions
   */
  public static ControlEvent archived(
      ArchivedMonth month,
      Collection<Long> replaced,
      List<PositionRanges.Range> ranges,
      String tiles,
      long checkpoint) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("partition", month.partition());
    if (!replaced.isEmpty()) {
      parameters.put(
          "replaces", replaced.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    parameters.put("graph", month.graph().name().toLowerCase(Locale.ROOT));
    SortedMap<String, String> result = new TreeMap<>();
    result.put("lower", month.lower().toString());
    result.put("upper", month.upper().toString());
    ArchivedMonth.Positions positions = month.positions();
    result.put("first", Long.toString(positions.first()));
    result.put("last", Long.toString(positions.last()));
    result.put("rows", Long.toString(positions.rows()));
    result.put("range_count", Long.toString(positions.ranges()));
    result.put("ranges", text(ranges));
    result.put("ranges_sha256", positions.digest());
    result.put("file", month.file().name());
    result.put("file_sha256", month.file().bytes());
    result.put("lines_sha256", month.file().lines());
    result.put("tiles_sha256", tiles);
    result.put("checkpoint", Long.toString(checkpoint));
    return new ControlEvent(ARCHIVED, Status.COMPLETED, Optional.empty(), parameters, result);
  }

  private static String text(List<PositionRanges.Range> ranges) {
    return ranges.stream()
        .limit(LISTED)
        .map(PositionRanges.Range::toString)
        .collect(Collectors.joining(","));
  }

  /**
   * The rows of an archive are in the ledger again.
   *
   * @param archived the position of the event that archived them
   * @param inserted how many of them were inserted now
   */
  public static ControlEvent restored(long archived, String file, long inserted) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("archived", Long.toString(archived));
    parameters.put("file", file);
    SortedMap<String, String> result = new TreeMap<>();
    result.put("inserted", Long.toString(inserted));
    return new ControlEvent(RESTORED, Status.COMPLETED, Optional.empty(), parameters, result);
  }
}

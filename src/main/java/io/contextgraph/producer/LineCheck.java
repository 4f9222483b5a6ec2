package io.contextgraph.producer;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.Faults;
import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.server.FailureText;
import java.time.Clock;
import java.util.List;

/**
 * Checks lines with the codec of the job, so that what it accepts is recorded and what it refuses
 * would have become a dead letter. Whether another event with the same id is recorded is not
 * checked. Not thread-safe.
 */
public final class LineCheck {
  private static final String STREAM = "events";

  /** No time, so that the codec compares {@code occurred_at} with the clock, as Redis's id will. */
  private static final String NO_ID_YET = "0-0";

  /** As many as the job reads of an entry with its default of redis.read-bytes, 24 bytes each. */
  private static final int MAX_NAMES_AND_VALUES = (4 << 20) / 24;

  private final EventCodec codec;

  /**
   * @param limits those of the job
   */
  public LineCheck(EventLimits limits, Clock clock) {
    this.codec = new EventCodec(limits, clock);
  }

  /**
   * Checks one line.
   *
   * @param line the line, or the first {@link JsonLines#MAX_BYTES} of it
   * @param size its bytes
   */
  public CheckedLine check(byte[] line, long size) {
    if (size > line.length) {
      return new CheckedLine.Refused(
          Faults.of(
              Reason.TOO_LARGE,
              "it has %d bytes; the limit of a line is %d".formatted(size, JsonLines.MAX_BYTES)));
    }
    try {
      return decode(EventJson.fields(line));
    } catch (MalformedLineException e) {
      return new CheckedLine.Refused(Faults.of(e.reason(), FailureText.of(e)));
    }
  }

  private CheckedLine decode(List<byte[]> fields) {
    long size = fields.stream().mapToLong(bytes -> bytes.length).sum();
    boolean complete = fields.size() <= MAX_NAMES_AND_VALUES;
    RawEntry entry = new RawEntry(STREAM, NO_ID_YET, fields, size, complete);
    return codec.decode(entry) instanceof Decoded.Rejected
        ? new CheckedLine.Refused(codec.faults(entry), new Misspellings().unseen(fields))
        : new CheckedLine.Accepted(fields);
  }
}

package io.contextgraph.producer;

import io.contextgraph.event.Decoded;
import io.contextgraph.event.EventCodec;
import io.contextgraph.event.EventJson;
import io.contextgraph.event.EventLimits;
import io.contextgraph.event.Faults;
import io.contextgraph.event.FieldName;
import io.contextgraph.event.MalformedLineException;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.event.RawEntry;
import io.contextgraph.event.Reason;
import io.contextgraph.event.SealedValue;
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
   * @param plain whether personal data in plain form will be sealed before it is published
   */
  public LineCheck(EventLimits limits, PlainPersonalData plain, Clock clock) {
    this.codec = new EventCodec(limits, plain, clock);
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
    RawEntry entry = entry(fields);
    Decoded decoded = codec.decode(entry);
    if (decoded instanceof Decoded.Rejected) {
      return new CheckedLine.Refused(codec.faults(entry), new Misspellings().unseen(fields));
    }
    return decoded instanceof Decoded.Unsealed unsealed
        ? new CheckedLine.Unsealed(fields, unsealed)
        : new CheckedLine.Accepted(fields);
  }

  /** As the job will read it, with the length that personal data has once it is sealed. */
  private static RawEntry entry(List<byte[]> fields) {
    long size = 0;
    for (int i = 0; i < fields.size(); i += 2) {
      int length = fields.get(i + 1).length;
      size +=
          FieldName.PERSONAL_DATA.is(fields.get(i))
              ? FieldName.PERSONAL_DATA_SEALED.bytes().length + SealedValue.base64Length(length)
              : fields.get(i).length + (long) length;
    }
    return new RawEntry(STREAM, NO_ID_YET, fields, size, fields.size() <= MAX_NAMES_AND_VALUES);
  }
}

package io.contextgraph.verify;

import io.contextgraph.event.EventId;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One row in the binary format of COPY (Postgres documentation, COPY, "Binary Format"). Postgres
 * sends each row as a message of its own, the first one after the header. Reused for all rows of a
 * copy; not thread-safe.
 */
final class CopyRow {
  /** Postgres counts timestamps from 2000-01-01T00:00:00Z. */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private static final int SIGNATURE = 11;
  private static final int HEADER = SIGNATURE + 2 * Integer.BYTES;

  private final int[] offsets;
  private final int[] lengths;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private boolean started;

  CopyRow(int columns) {
    offsets = new int[columns];
    lengths = new int[columns];
  }

  /**
   * Reads the next message.
   *
   * @return false if it has no row
   * @throws IllegalStateException if the row has another number of columns
   */
  boolean read(byte[] bytes) {
    message = ByteBuffer.wrap(bytes);
    if (!started) {
      started = true;
      message.position(HEADER);
    }
    if (message.remaining() < Short.BYTES) {
      return false;
    }
    short columns = message.getShort();
    if (columns == -1) {
      return false;
    }
    if (columns != offsets.length) {
      throw new IllegalStateException("a copied row has " + columns + " columns");
    }
    for (int i = 0; i < columns; i++) {
      lengths[i] = message.getInt();
      offsets[i] = message.position();
      message.position(offsets[i] + Math.max(0, lengths[i]));
    }
    return true;
  }

  /** All bytes of the message; a column's are at its offset. */
  byte[] message() {
    return message.array();
  }

  int offset(int column) {
    return offsets[column];
  }

  /** The number of bytes; negative for NULL. */
  int length(int column) {
    return lengths[column];
  }

  boolean isNull(int column) {
    return lengths[column] < 0;
  }

  /** A copy of a column's bytes; none for NULL. */
  byte[] bytes(int column) {
    return Arrays.copyOfRange(
        message(), offsets[column], offsets[column] + Math.max(0, lengths[column]));
  }

  /** An oid; 0 for NULL. */
  int int32(int column) {
    return isNull(column) ? 0 : message.getInt(offsets[column]);
  }

  /** A bigint; 0 for NULL. */
  long int64(int column) {
    return isNull(column) ? 0 : message.getLong(offsets[column]);
  }

  /** A timestamptz in microseconds since 1970; 0 for NULL. */
  long micros(int column) {
    return isNull(column) ? 0 : int64(column) + POSTGRES_EPOCH_MICROS;
  }

  EventId id(int column) {
    return isNull(column)
        ? new EventId(0, 0)
        : new EventId(
            message.getLong(offsets[column]), message.getLong(offsets[column] + Long.BYTES));
  }
}

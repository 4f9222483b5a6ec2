package io.contextgraph.ledger;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the binary format of COPY (Postgres documentation, COPY, "Binary Format"). The buffer
 * grows as needed and is reused.
 */
final class CopyBuffer {
  /** Postgres counts timestamps from 2000-01-01T00:00:00Z. */
  private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;

  private static final byte[] SIGNATURE = {
    'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0
  };
  private static final int NULL = -1;

  private byte[] bytes = new byte[1 << 20];
  private int size;

  void start() {
    size = 0;
    raw(SIGNATURE);
    int32(0);
    int32(0);
  }

  void row(int columns) {
    int16(columns);
  }

  void end() {
    int16(-1);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void bigint(long value) {
    int32(Long.BYTES);
    int64(value);
  }

  void smallint(@Nullable Short value) {
    if (value == null) {
      int32(NULL);
      return;
    }
    int32(Short.BYTES);
    int16(value);
  }

  void uuid(@Nullable EventId id) {
    if (id == null) {
      int32(NULL);
      return;
    }
    int32(16);
    int64(id.high());
    int64(id.low());
  }

  void timestamptz(@Nullable Instant time) {
    if (time == null) {
      int32(NULL);
      return;
    }
    timestamptz(Micros.of(time));
  }

  void timestamptz(long micros) {
    int32(Long.BYTES);
    int64(micros - POSTGRES_EPOCH_MICROS);
  }

  void text(@Nullable String text) {
    bytea(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
  }

  /** Also for json, whose binary form is its text. */
  void bytea(byte @Nullable [] value) {
    if (value == null) {
      int32(NULL);
      return;
    }
    int32(value.length);
    raw(value);
  }

  private void raw(byte[] value) {
    reserve(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
  }

  private void int16(int value) {
    reserve(Short.BYTES);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  private void int32(int value) {
    reserve(Integer.BYTES);
    bytes[size++] = (byte) (value >> 24);
    bytes[size++] = (byte) (value >> 16);
    bytes[size++] = (byte) (value >> 8);
    bytes[size++] = (byte) value;
  }

  private void int64(long value) {
    int32((int) (value >> 32));
    int32((int) value);
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}

package io.contextgraph.event;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The building blocks of the binary formats: 32-bit lengths, −1 for an absent value, text as UTF-8.
 */
final class Binary {
  private static final int ABSENT = -1;
  private static final Status[] STATUS = Status.values();

  private Binary() {}

  static void writeBytes(byte @Nullable [] bytes, DataOutput out) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
      return;
    }
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static byte @Nullable [] readBytes(DataInput in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }

  static byte[] readRequiredBytes(DataInput in) throws IOException {
    return required(readBytes(in));
  }

  static void writeText(@Nullable String text, DataOutput out) throws IOException {
    writeBytes(text == null ? null : text.getBytes(StandardCharsets.UTF_8), out);
  }

  static @Nullable String readText(DataInput in) throws IOException {
    byte[] bytes = readBytes(in);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  static String readRequiredText(DataInput in) throws IOException {
    return required(readText(in));
  }

  static void writeTime(@Nullable Instant time, DataOutput out) throws IOException {
    out.writeLong(time == null ? Long.MIN_VALUE : Micros.of(time));
  }

  static @Nullable Instant readTime(DataInput in) throws IOException {
    long micros = in.readLong();
    return micros == Long.MIN_VALUE ? null : Micros.toInstant(micros);
  }

  static void writeId(@Nullable EventId id, DataOutput out) throws IOException {
    out.writeBoolean(id != null);
    if (id != null) {
      out.writeLong(id.high());
      out.writeLong(id.low());
    }
  }

  static @Nullable EventId readId(DataInput in) throws IOException {
    return in.readBoolean() ? new EventId(in.readLong(), in.readLong()) : null;
  }

  static void writeStatus(@Nullable Status status, DataOutput out) throws IOException {
    out.writeByte(status == null ? ABSENT : status.ordinal());
  }

  static @Nullable Status readStatus(DataInput in) throws IOException {
    byte ordinal = in.readByte();
    return ordinal == ABSENT ? null : STATUS[ordinal];
  }

  static void writeNumber(@Nullable Short number, DataOutput out) throws IOException {
    out.writeShort(number == null ? ABSENT : number);
  }

  /** A number that is never negative, or null. */
  static @Nullable Short readNumber(DataInput in) throws IOException {
    short number = in.readShort();
    return number == ABSENT ? null : Short.valueOf(number);
  }

  static <T> T required(@Nullable T value) throws IOException {
    if (value == null) {
      throw new IOException("a required part is absent: the bytes were written in another format");
    }
    return value;
  }
}

package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code ledger.dead_letter.fields}: version byte 1; then for each field its name and
 * its value, each as a 32-bit big-endian length and so many bytes. A value of length −1 was left
 * out on purpose: that of {@code personal_data}, which is never stored in plain form.
 */
public final class FieldsFormat {
  private static final byte VERSION = 1;
  private static final int LEFT_OUT = -1;

  private FieldsFormat() {}

  /** A field of a dead letter; {@code value} is null where it was left out. */
  public record Field(byte[] name, byte @Nullable [] value) {
    public String nameAsText() {
      return new String(name, StandardCharsets.UTF_8);
    }
  }

  /** Writes names and values in turn, leaving the value of {@code personal_data} out. */
  public static byte[] write(List<byte[]> namesAndValues) {
    int length = 1;
    for (byte[] bytes : namesAndValues) {
      length += Integer.BYTES + bytes.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).put(VERSION);
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      byte[] name = namesAndValues.get(i);
      byte[] value = namesAndValues.get(i + 1);
      out.putInt(name.length).put(name);
      if (FieldName.isPersonalData(name)) {
        out.putInt(LEFT_OUT);
      } else {
        out.putInt(value.length).put(value);
      }
    }
    byte[] written = new byte[out.flip().remaining()];
    out.get(written);
    return written;
  }

  /**
   * @throws IllegalArgumentException if the bytes are of another version
   * @throws java.nio.BufferUnderflowException if they end too early
   */
  public static List<Field> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException("fields have version " + version + ", known is 1");
    }
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] name = new byte[in.getInt()];
      in.get(name);
      int length = in.getInt();
      byte[] value = length == LEFT_OUT ? null : new byte[length];
      if (value != null) {
        in.get(value);
      }
      fields.add(new Field(name, value));
    }
    return fields;
  }
}

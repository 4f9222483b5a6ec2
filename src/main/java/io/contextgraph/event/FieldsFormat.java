package io.contextgraph.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of {@code ledger.dead_letter.fields}: version byte 1; then for each field its name and
 * its value, each as a 32-bit big-endian length and that many bytes. Length −1 marks a value that
 * was omitted on purpose, because personal data is never stored in plain form: that of {@code
 * personal_data}, and that of {@code personal_data_sealed} if it is not a {@link SealedValue}.
 * Between operators, length −2 replaces the value of {@code payload}, which the event carries
 * anyway.
 */
public final class FieldsFormat {
  static final byte VERSION = 1;
  private static final int LEFT_OUT = -1;
  private static final int IS_PAYLOAD = -2;

  private FieldsFormat() {}

  /** A field of a dead letter; {@code value} is null if it was omitted. */
  public record Field(byte[] name, byte @Nullable [] value) {
    public String nameAsText() {
      return new String(name, StandardCharsets.UTF_8);
    }
  }

  /** Writes alternating names and values, omitting what is or may be personal data in plain. */
  public static byte[] write(List<byte[]> namesAndValues) {
    return write(namesAndValues, null);
  }

  /** The bytes that one field contributes to what {@link #write} writes. */
  public static byte[] field(FieldName name, byte[] value) {
    byte[] written = write(List.of(name.bytes(), value));
    return Arrays.copyOfRange(written, 1, written.length);
  }

  /** As {@link #write}, but with a placeholder for the payload; see {@link #withPayload}. */
  static byte[] writeWithoutPayload(List<byte[]> namesAndValues) {
    return write(namesAndValues, FieldName.PAYLOAD);
  }

  private static byte[] write(List<byte[]> namesAndValues, @Nullable FieldName placeholder) {
    int[] codes = new int[namesAndValues.size() / 2];
    int length = 1;
    for (int i = 0; i < codes.length; i++) {
      byte[] name = namesAndValues.get(2 * i);
      codes[i] = code(name, namesAndValues.get(2 * i + 1), placeholder);
      length += 2 * Integer.BYTES + name.length + Math.max(codes[i], 0);
    }
    ByteBuffer out = ByteBuffer.allocate(length).put(VERSION);
    for (int i = 0; i < codes.length; i++) {
      byte[] name = namesAndValues.get(2 * i);
      out.putInt(name.length).put(name).putInt(codes[i]);
      if (codes[i] >= 0) {
        out.put(namesAndValues.get(2 * i + 1));
      }
    }
    return out.array();
  }

  /** The length of the value, or what replaces it. */
  private static int code(byte[] name, byte[] value, @Nullable FieldName placeholder) {
    if (FieldName.PERSONAL_DATA.is(name)
        || FieldName.PERSONAL_DATA_SEALED.is(name) && !SealedValue.isSealed(value)) {
      return LEFT_OUT;
    }
    return placeholder != null && placeholder.is(name) ? IS_PAYLOAD : value.length;
  }

  /** Replaces the placeholder by the payload. */
  static byte[] withPayload(byte[] written, byte @Nullable [] payload) {
    if (payload == null) {
      return written;
    }
    List<byte[]> namesAndValues = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(written);
    in.get();
    while (in.hasRemaining()) {
      namesAndValues.add(next(in, in.getInt()));
      int code = in.getInt();
      // write() omits what was omitted again: an empty value is not a sealed one.
      namesAndValues.add(code == IS_PAYLOAD ? payload : next(in, Math.max(code, 0)));
    }
    return write(namesAndValues);
  }

  /**
   * Replaces the omitted value of {@code personal_data} by {@code personal_data_sealed}, in the
   * place of the omitted one; a placeholder for the payload stays.
   */
  static byte[] withSealed(byte[] written, SealedValue sealed) {
    byte[] name = FieldName.PERSONAL_DATA_SEALED.bytes();
    byte[] value = sealed.toBase64();
    ByteBuffer in = ByteBuffer.wrap(written);
    ByteBuffer out = ByteBuffer.allocate(written.length + name.length + value.length).put(in.get());
    while (in.hasRemaining()) {
      byte[] field = next(in, in.getInt());
      int code = in.getInt();
      byte[] content = next(in, Math.max(code, 0));
      boolean isPlain = FieldName.PERSONAL_DATA.is(field);
      put(isPlain ? name : field, isPlain ? value.length : code, isPlain ? value : content, out);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static void put(byte[] name, int code, byte[] value, ByteBuffer out) {
    out.putInt(name.length).put(name).putInt(code).put(value);
  }

  private static byte[] next(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the bytes are of another version
   * @throws java.nio.BufferUnderflowException if they end too early
   */
  public static List<Field> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    byte version = in.get();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "fields have version " + version + "; this program reads version 1");
    }
    List<Field> fields = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] name = next(in, in.getInt());
      int length = in.getInt();
      fields.add(new Field(name, length == LEFT_OUT ? null : next(in, length)));
    }
    return fields;
  }
}

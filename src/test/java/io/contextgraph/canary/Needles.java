package io.contextgraph.canary;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The forms of a marker. No two needles of a marker have the same bytes. */
public final class Needles {
  /** Of a marker: LZF and PGLZ leave half of it whole. */
  static final int SHORTEST_MARKER = 2 * Needle.SHORTEST;

  private final String name;
  private final Set<ByteBuffer> known = new HashSet<>();
  private final List<Needle> needles = new ArrayList<>();

  private Needles(String name) {
    this.name = name;
  }

  /**
   * The forms of a text.
   *
   * @param name of the marker, in reports
   * @param text ASCII, random: 8 characters of it should lie nowhere by chance
   */
  public static List<Needle> ofText(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Needles needles = new Needles(name);
    needles.addBytes(bytes);
    needles.add(Encoding.UTF_16LE, text.getBytes(StandardCharsets.UTF_16LE));
    needles.add(Encoding.UTF_16BE, text.getBytes(StandardCharsets.UTF_16BE));
    needles.addEscapes(bytes, HexFormat.of());
    needles.addEscapes(bytes, HexFormat.of().withUpperCase());
    return needles.needles;
  }

  /** The forms of bytes that are no text, e.g. of a key. */
  public static List<Needle> ofBytes(String name, byte[] bytes) {
    Needles needles = new Needles(name);
    needles.addBytes(bytes);
    return needles.needles;
  }

  private void addBytes(byte[] bytes) {
    if (bytes.length < SHORTEST_MARKER) {
      throw new IllegalArgumentException(name + " is too short to be searched for");
    }
    add(Encoding.UTF_8, bytes);
    for (int before = 0; before < 3; before++) {
      add(Encoding.BASE64, base64(Base64.getEncoder(), bytes, before));
      add(Encoding.BASE64_URL, base64(Base64.getUrlEncoder(), bytes, before));
    }
    String hex = HexFormat.of().formatHex(bytes);
    add(Encoding.HEX, ascii(hex));
    add(Encoding.HEX, ascii(hex.toUpperCase(Locale.ROOT)));
    add(Encoding.ESCAPED_BYTES, ascii(HexFormat.of().withPrefix("\\x").formatHex(bytes)));
    add(Encoding.LZF, Arrays.copyOf(bytes, bytes.length / 2));
    add(Encoding.LZF, Arrays.copyOfRange(bytes, bytes.length / 2, bytes.length));
    for (int before = 0; before < 8; before++) {
      add(Encoding.PGLZ, pglz(bytes, before));
    }
  }

  private void addEscapes(byte[] ascii, HexFormat digits) {
    add(Encoding.JSON_ESCAPES, ascii(digits.withPrefix("\\u00").formatHex(ascii)));
  }

  /**
   * The characters that depend on nothing but the bytes.
   *
   * @param before how many other bytes lie before them, modulo 3
   */
  private static byte[] base64(Base64.Encoder encoder, byte[] bytes, int before) {
    byte[] padded = new byte[before + bytes.length];
    System.arraycopy(bytes, 0, padded, before, bytes.length);
    int first = (8 * before + 5) / 6;
    int end = 8 * padded.length / 6;
    return Arrays.copyOfRange(encoder.encode(padded), first, end);
  }

  /**
   * Literals of which a control byte and the eight that it announces are certainly in the bytes.
   *
   * @param before how many literals lie before the control byte
   */
  private static byte[] pglz(byte[] bytes, int before) {
    byte[] literals = new byte[before + 9];
    System.arraycopy(bytes, 0, literals, 0, before);
    System.arraycopy(bytes, before, literals, before + 1, 8);
    return literals;
  }

  private void add(Encoding encoding, byte[] bytes) {
    if (known.add(ByteBuffer.wrap(bytes))) {
      needles.add(new Needle(name, encoding, bytes));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}

package io.contextgraph.evidence;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one form of a pack's zip file (APPNOTE.TXT 6.3, sections 4.3.7 and 4.3.12 to 4.3.16): every
 * member is deflated, its sizes are in its local header, all times are the first that the format
 * has, and nothing is optional. So the bytes around the members follow from the members.
 */
final class ZipForm {
  static final int LOCAL_SIGNATURE = 0x04034b50;
  static final int CENTRAL_SIGNATURE = 0x02014b50;

  private static final int CENTRAL_HEADER = 46;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END = 22;
  private static final short VERSION = 20;
  private static final short DEFLATED = 8;

  /** 1980-01-01T00:00:00. */
  private static final short TIME = 0;

  private static final short DATE = 0x21;

  private ZipForm() {}

  static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What precedes the compressed bytes of a member. */
  static byte[] localHeader(PackEntry entry) {
    ByteBuffer out = buffer(PackEntry.LOCAL_HEADER + entry.name().length()).putInt(LOCAL_SIGNATURE);
    common(entry, out);
    return out.put(name(entry)).array();
  }

  /** From the version that is needed to the length of the extra field. */
  private static void common(PackEntry entry, ByteBuffer out) {
    out.putShort(VERSION).putShort((short) 0).putShort(DEFLATED).putShort(TIME).putShort(DATE);
    out.putInt(entry.crc()).putInt((int) entry.compressed()).putInt((int) entry.size());
    out.putShort((short) entry.name().length()).putShort((short) 0);
  }

  private static byte[] name(PackEntry entry) {
    return entry.name().getBytes(StandardCharsets.US_ASCII);
  }

  /** What follows the last member: the central directory and its end. */
  static byte[] directory(List<PackEntry> entries) {
    int size = entries.stream().mapToInt(it -> CENTRAL_HEADER + it.name().length()).sum();
    long start = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
    ByteBuffer out = buffer(size + END);
    for (PackEntry entry : entries) {
      out.putInt(CENTRAL_SIGNATURE).putShort(VERSION);
      common(entry, out);
      // No comment, the first disk, no attributes.
      out.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      out.putInt((int) entry.offset()).put(name(entry));
    }
    out.putInt(END_SIGNATURE).putShort((short) 0).putShort((short) 0);
    out.putShort((short) entries.size()).putShort((short) entries.size());
    return out.putInt(size).putInt((int) start).putShort((short) 0).array();
  }
}

package io.contextgraph.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses a member, never to more bytes than its header says. Several may read one file in
 * turn, in one thread.
 */
final class MemberStream extends InputStream {
  private static final int MAX_READ = 1 << 16;

  private final FileChannel file;
  private final PackEntry entry;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private long next;
  private long size;

  MemberStream(FileChannel file, PackEntry entry) {
    this.file = file;
    this.entry = entry;
    this.next = entry.dataOffset();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /**
   * @throws MalformedPackException if the bytes are not those that the header describes
   */
  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int read = inflate(bytes, from, length);
      crc.update(bytes, from, read);
      size += read;
      require(size <= entry.size());
      if (read > 0) {
        return read;
      }
      require(size == entry.size() && next == entry.end() && inflater.getRemaining() == 0);
      require((int) crc.getValue() == entry.crc());
      return -1;
    } catch (DataFormatException e) {
      throw new MalformedPackException(entry.name() + " is damaged", e);
    }
  }

  /** Returns 0 only at the end. */
  private int inflate(byte[] bytes, int from, int length) throws IOException, DataFormatException {
    int read = inflater.inflate(bytes, from, length);
    while (read == 0 && !inflater.finished()) {
      require(inflater.needsInput() && next < entry.end());
      fill();
      read = inflater.inflate(bytes, from, length);
    }
    return read;
  }

  private void fill() throws IOException {
    byte[] compressed = FileBytes.read(file, next, (int) Math.min(MAX_READ, entry.end() - next));
    next += compressed.length;
    inflater.setInput(compressed);
  }

  private void require(boolean fits) {
    MalformedPackException.require(
        fits, entry.name() + " is damaged: it is not what the zip file's header says");
  }

  @Override
  public void close() {
    inflater.end();
  }
}

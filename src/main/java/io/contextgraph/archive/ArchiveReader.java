package io.contextgraph.archive;

import io.contextgraph.event.PositionRanges;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of archived events, line by line, and computes at its end what the ledger says about
 * it. Not thread-safe.
 */
public final class ArchiveReader implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final DigestInputStream compressed;
  private final InputStream lines;
  private final MessageDigest linesDigest = sha256();
  private final PositionRanges positions = new PositionRanges();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int filled;
  private long first;
  private long last;
  private long bytes;

  /**
   * What was read, up to the end of the file.
   *
   * @param lineBytes the number of uncompressed bytes
   */
  public record Content(
      long first,
      long last,
      PositionRanges.Collected positions,
      String linesDigest,
      long lineBytes,
      String fileDigest) {
    /**
     * @throws IllegalArgumentException if there was no line
     */
    public ArchivedMonth.Positions archived() {
      return new ArchivedMonth.Positions(
          first, last, positions.positions(), positions.ranges(), positions.digest());
    }
  }

  private ArchiveReader(Path file, DigestInputStream compressed, InputStream lines) {
    this.file = file;
    this.compressed = compressed;
    this.lines = lines;
  }

  /**
   * Opens a file.
   *
   * @throws ArchiveException if it is missing, a folder, or no gzip file
   */
  public static ArchiveReader open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new ArchiveException("archive " + file + " is a folder");
    }
    DigestInputStream compressed;
    try {
      compressed = new DigestInputStream(Files.newInputStream(file), sha256());
    } catch (NoSuchFileException e) {
      throw new ArchiveException("archive " + file + " is missing", e);
    }
    try {
      return new ArchiveReader(file, compressed, new GZIPInputStream(compressed, BUFFER));
    } catch (EOFException | ZipException e) {
      compressed.close();
      throw new ArchiveException("archive " + file + " is no gzip file", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform provides SHA-256", e);
    }
  }

  /**
   * The next event; null at the end.
   *
   * @throws ArchiveException if the file is cut off or damaged, or a line is no event that comes
   *     after the one before
   */
  public @Nullable ArchivedLine next() throws IOException {
    byte[] read = readLine();
    if (read == null) {
      return null;
    }
    try {
      ArchivedLine next = ArchivedLine.of(read);
      positions.add(next.position());
      first = first == 0 ? next.position() : first;
      last = next.position();
      return next;
    } catch (IllegalArgumentException e) {
      throw new ArchiveException(
          "archive " + file + " has a line after position " + last + " that is out of place", e);
    }
  }

  private byte @Nullable [] readLine() throws IOException {
    line.reset();
    while (fill()) {
      int end = start;
      while (end < filled && buffer[end] != '\n') {
        end++;
      }
      line.write(buffer, start, end - start);
      start = Math.min(filled, end + 1);
      if (end < filled) {
        return read();
      }
    }
    if (line.size() > 0) {
      throw new ArchiveException("archive " + file + " does not end with a line");
    }
    return null;
  }

  /** Whether there are bytes that were not read yet. */
  private boolean fill() throws IOException {
    if (start == filled) {
      try {
        start = 0;
        filled = Math.max(0, lines.read(buffer));
      } catch (EOFException | ZipException e) {
        throw new ArchiveException("archive " + file + " is cut off or damaged", e);
      }
    }
    return start < filled;
  }

  private byte[] read() {
    byte[] read = line.toByteArray();
    linesDigest.update(read);
    linesDigest.update((byte) '\n');
    bytes += read.length + 1L;
    return read;
  }

  /** What the file contains; to be called once, after the last event. */
  public Content end() throws IOException {
    byte[] rest = new byte[BUFFER];
    while (compressed.read(rest) >= 0) {
      // Bytes after the compressed data belong to the digest of the file.
    }
    return new Content(
        first,
        last,
        positions.collected(),
        HexFormat.of().formatHex(linesDigest.digest()),
        bytes,
        HexFormat.of().formatHex(compressed.getMessageDigest().digest()));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveName;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.event.EventLine;
import io.contextgraph.event.RecordedEvent;
import io.contextgraph.note.SyncedFile;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/**
 * A file of archived events while it is written. It gets its name when it is complete and on the
 * disk; closed before, it leaves nothing. The same events give the same bytes, as long as the same
 * zlib compresses them. Not thread-safe.
 */
final class MonthFile implements Closeable {
  private static final int BUFFER = 1 << 16;

  private final Path written;
  private final FileChannel channel;
  private final GZIPOutputStream compressed;
  private final OutputStream lines;

  private MonthFile(Path written, FileChannel channel) throws IOException {
    this.written = written;
    this.channel = channel;
    this.compressed = new GZIPOutputStream(Channels.newOutputStream(channel), BUFFER);
    this.lines = new BufferedOutputStream(compressed, BUFFER);
  }

  /**
   * Begins a file.
   *
   * @param folder exists
   * @param name of the file until it is complete; one that an earlier run left is replaced
   */
  static MonthFile create(Path folder, String name) throws IOException {
    Path written = folder.resolve("." + name + ".new");
    Files.deleteIfExists(written);
    FileChannel channel =
        FileChannel.open(
            written,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return new MonthFile(written, channel);
  }

  void add(RecordedEvent event) throws IOException {
    lines.write(EventLine.of(event).getBytes(StandardCharsets.UTF_8));
    lines.write('\n');
  }

  /** Ends the file, which is on the disk then, and returns where it is until it has its name. */
  Path end() throws IOException {
    lines.flush();
    compressed.finish();
    channel.force(true);
    lines.close();
    return written;
  }

  /**
   * Gives a complete file its name. If a run that ended wrote the same lines before, with another
   * zlib even, its file stays as it is.
   *
   * @param lower the beginning of the month
   * @return the name
   * @throws ArchiveException if a file with other lines has that name
   */
  static Path publish(Path written, ArchiveReader.Content content, Instant lower)
      throws IOException {
    Path file = written.resolveSibling(ArchiveName.ofEvents(lower, content.linesDigest()));
    try {
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      requireSame(file, content, e);
    }
    Files.delete(written);
    SyncedFile.syncFolder(file.toAbsolutePath().resolveSibling(""));
    return file;
  }

  private static void requireSame(
      Path file, ArchiveReader.Content content, FileAlreadyExistsException e) throws IOException {
    if (!read(file).linesDigest().equals(content.linesDigest())) {
      throw new ArchiveException("archive " + file + " exists with another content", e);
    }
  }

  /** Reads a file to its end. */
  static ArchiveReader.Content read(Path file) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      while (reader.next() != null) {
        // Reads to the end.
      }
      return reader.end();
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(written);
    }
  }
}

package io.contextgraph.archive;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the events of one archive of the ledger, and checks at its end that the file is the one
 * that the ledger names. Not thread-safe.
 */
final class ArchivedEvents implements Closeable {
  private final Archives.Entry entry;
  private final Path file;
  private final ArchiveReader reader;
  private @Nullable ArchivedLine next;

  private ArchivedEvents(Archives.Entry entry, Path file, ArchiveReader reader) {
    this.entry = entry;
    this.file = file;
    this.reader = reader;
  }

  /**
   * Opens an archive and reads its first event.
   *
   * @throws ArchiveException if the file is missing, or no archive
   */
  static ArchivedEvents open(Archives.Entry entry, Path file) throws IOException {
    ArchivedEvents events = new ArchivedEvents(entry, file, ArchiveReader.open(file));
    try {
      events.advance();
      return events;
    } catch (IOException | RuntimeException e) {
      events.close();
      throw e;
    }
  }

  /** The event that was not taken yet; null at the end. */
  @Nullable ArchivedLine peek() {
    return next;
  }

  /**
   * Reads the next event.
   *
   * @throws ArchiveException if the file is damaged or ends and is not the one that was archived
   */
  void advance() throws IOException {
    next = reader.next();
    if (next == null) {
      requireArchived();
    }
  }

  private void requireArchived() throws IOException {
    ArchiveReader.Content content = reader.end();
    ArchivedMonth month = entry.month();
    if (!content.fileDigest().equals(month.file().bytes())
        || !content.linesDigest().equals(month.file().lines())
        || !content.positions().digest().equals(month.positions().digest())) {
      throw new ArchiveException(
          "archive "
              + file
              + " is not the file that the event at position "
              + entry.position()
              + " names");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveEvents;
import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveName;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.SyncedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Inserts the rows of an archive again. Used once, by one thread.
 *
 * @param ledger of the control role, with auto-commit on and without a timeout for answers
 * @param clock not used to judge events
 */
public record MonthRestore(Connection ledger, Recorder recorder, Clock clock, Progress progress) {
  /**
   * What a restore did.
   *
   * @param archived the position of the event that archived the rows
   * @param inserted how many rows were inserted; the others were there
   * @param recorded the position of the event retention.restored; empty if the archive was restored
   *     before
   */
  public record Restored(
      ArchivedMonth month, long archived, long inserted, Optional<Long> recorded) {}

  /**
   * Checks the file, its manifest and each event against the tree, inserts the rows that are
   * missing in one transaction, and records that. A second run inserts nothing.
   *
   * @param file with its manifest beside it
   * @throws IllegalArgumentException if the ledger names no such file
   * @throws ArchiveException if the file is not the one that the ledger names, or a row of the
   *     ledger differs from the archived one; nothing was inserted
   */
  public Restored restore(Path file) throws IOException, SQLException {
    RetentionLock.take(ledger);
    Archives archives = new RecordedArchives(ledger).read();
    Archives.Entry entry = entry(archives, file.getFileName().toString());
    boolean isInForce = archives.inForce().contains(entry);
    TreeHead head = new TreeReader(ledger).head();
    requireManifest(file, entry.month(), head.ledgerId());
    long inserted = insert(file, entry.month(), head);
    Optional<Long> recorded = Optional.empty();
    if (isInForce) {
      recorded =
          Optional.of(
              recorder.append(
                  ArchiveEvents.restored(entry.position(), entry.month().file().name(), inserted)));
    }
    return new Restored(entry.month(), entry.position(), inserted, recorded);
  }

  /** The newest archive with this file that is in force or restored. */
  private static Archives.Entry entry(Archives archives, String name) {
    List<Archives.Entry> entries = new ArrayList<>(archives.inForce());
    archives.restored().forEach(restored -> entries.add(restored.entry()));
    return entries.stream()
        .filter(entry -> entry.month().file().name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the ledger has no archive " + name + ", or a later one has its events too"));
  }

  private void requireManifest(Path file, ArchivedMonth month, String ledgerId)
      throws IOException, SQLException {
    Path manifest = file.resolveSibling(ArchiveName.ofManifest(file.getFileName().toString()));
    byte[] bytes =
        new SyncedFile(manifest)
            .read()
            .orElseThrow(() -> new ArchiveException("manifest " + manifest + " is missing"));
    ArchiveManifest.require(bytes, month, new LedgerIds(ledger).all(ledgerId));
  }

  private long insert(Path file, ArchivedMonth month, TreeHead head)
      throws IOException, SQLException {
    new Months(ledger).ensure(month.lower(), 0);
    TreeCheck tree = new TreeCheck(new TreeReader(ledger), head.frontier().size());
    ledger.setAutoCommit(false);
    try (ArchiveReader reader = ArchiveReader.open(file)) {
      long inserted = new RestoredPages(ledger, month, tree, clock).insert(reader, progress);
      tree.end();
      requireFile(reader.end(), file, month);
      ledger.commit();
      return inserted;
    } finally {
      ledger.rollback();
      ledger.setAutoCommit(true);
    }
  }

  private static void requireFile(ArchiveReader.Content content, Path file, ArchivedMonth month)
      throws ArchiveException {
    if (!content.fileDigest().equals(month.file().bytes())
        || !content.linesDigest().equals(month.file().lines())) {
      throw new ArchiveException("archive " + file + " is not the file that the ledger names");
    }
  }
}

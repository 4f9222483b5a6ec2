package io.contextgraph.retention;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveName;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.ledger.RecordedEventRow;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.note.Checkpoint;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SyncedFile;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Writes a month to a file and compares the file with the tree.
 *
 * @param ledger with auto-commit on
 * @param folder where the file goes
 * @param clock not used to judge events
 */
record MonthArchive(Connection ledger, Path folder, Clock clock, Progress progress) {
  private static final int PAGE = 5_000;
  private static final int ROWS_PER_FETCH = 200;

  /** A file on the disk that has what the tree says. */
  record Written(
      ArchivedMonth month, ArchiveReader.Content content, String tiles, long checkpoint) {}

  /**
   * Writes the events of a month with their positions, reads the file back, and writes its
   * manifest.
   *
   * @param ends the events from the first position to the last are written; later ones are not
   * @throws ArchiveException if what was read back is not what the tree says, or a row is missing
   */
  Written write(PlannedMonth planned, ArchivedMonth.GraphRule graph)
      throws IOException, SQLException {
    Month month = planned.month();
    TreeHead head = new TreeReader(ledger).head();
    Path written;
    ArchiveReader.Content content;
    String tiles;
    SignedNote checkpoint;
    try (MonthFile file = MonthFile.create(folder, month.partition() + "." + head.ledgerId())) {
      copy(planned, file);
      written = file.end();
      TreeCheck tree = new TreeCheck(new TreeReader(ledger), head.frontier().size());
      content = readBack(written, planned, tree);
      tiles = tree.end();
      checkpoint = checkpoint(planned.last());
      new LostRows(ledger, progress)
          .require(month, content, MonthArchives.read(ledger, month).absent());
      written = MonthFile.publish(written, content, month.lower());
      // The file of an earlier run may be compressed differently.
      content = MonthFile.read(written);
    }
    ArchivedMonth archived =
        new ArchivedMonth(
            month.partition(),
            month.lower(),
            month.upper(),
            content.archived(),
            new ArchivedMonth.FileDigests(
                written.getFileName().toString(), content.linesDigest(), content.fileDigest()),
            graph);
    ArchiveManifest manifest =
        new ArchiveManifest(
            head.ledgerId(),
            archived,
            content,
            Files.size(written),
            tiles,
            new String(checkpoint.toBytes(), StandardCharsets.UTF_8));
    keep(written, manifest.toBytes(), archived, new LedgerIds(ledger).all(head.ledgerId()));
    return new Written(archived, content, tiles, Checkpoint.parse(checkpoint.text()).size());
  }

  private void copy(PlannedMonth month, MonthFile file) throws IOException, SQLException {
    long position = month.first() - 1;
    int rows = PAGE;
    while (rows == PAGE) {
      ledger.setAutoCommit(false);
      try (PreparedStatement page =
          ledger.prepareStatement(
              RecordedEventRow.select(
                  "ledger.event WHERE global_position > ? AND global_position <= ? AND "
                      + Sql.within(month.month())
                      + " ORDER BY global_position LIMIT "
                      + PAGE))) {
        page.setLong(1, position);
        page.setLong(2, month.last());
        page.setFetchSize(ROWS_PER_FETCH);
        rows = 0;
        try (ResultSet row = page.executeQuery()) {
          while (row.next()) {
            file.add(RecordedEventRow.read(row));
            position = row.getLong("global_position");
            rows++;
          }
        }
        ledger.commit();
      } finally {
        ledger.rollback();
        ledger.setAutoCommit(true);
      }
      progress.report(
          "positions of " + month.month().partition() + " written", position, month.last());
    }
  }

  private ArchiveReader.Content readBack(Path written, PlannedMonth month, TreeCheck tree)
      throws IOException, SQLException {
    ArchivedEvent.Parser parser = new ArchivedEvent.Parser(clock);
    try (ArchiveReader reader = ArchiveReader.open(written)) {
      long read = 0;
      for (ArchivedLine line = reader.next(); line != null; line = reader.next()) {
        tree.check(parser.parse(line));
        read++;
        if (read % PAGE == 0) {
          progress.report(
              "positions of " + month.month().partition() + " read back",
              line.position(),
              month.last());
        }
      }
      return reader.end();
    }
  }

  /** The smallest checkpoint that covers a position; the stored tree has its root. */
  private SignedNote checkpoint(long position) throws ArchiveException, SQLException {
    SignedNote note =
        find(position)
            .orElseThrow(
                () -> new ArchiveException("no stored checkpoint covers position " + position));
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    TreeReader reader = new TreeReader(ledger);
    if (!reader.tree(checkpoint.size()).frontier().root(new Sha256()).equals(checkpoint.root())) {
      throw new ArchiveException(
          "the ledger has another tree than the checkpoint of "
              + checkpoint.size()
              + " positions: run \"context-graph ledger verify\"");
    }
    return note;
  }

  private Optional<SignedNote> find(long position) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_COVERING_CHECKPOINT.text())) {
      find.setLong(1, position);
      try (ResultSet row = find.executeQuery()) {
        return row.next() ? Optional.of(SignedNote.parse(row.getBytes(1))) : Optional.empty();
      }
    }
  }

  /** An earlier manifest of the same file stays, if it is the same but for a fork since. */
  private static void keep(
      Path file, byte[] manifest, ArchivedMonth archived, List<String> ledgerIds)
      throws IOException {
    SyncedFile target =
        new SyncedFile(file.resolveSibling(ArchiveName.ofManifest(file.getFileName().toString())));
    Optional<byte[]> earlier = target.read();
    if (earlier.isEmpty()) {
      target.create(manifest);
    } else {
      ArchiveManifest.require(earlier.get(), archived, ledgerIds);
    }
  }
}

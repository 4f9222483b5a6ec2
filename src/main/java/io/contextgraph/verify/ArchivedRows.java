package io.contextgraph.verify;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.ArchivedSeries;
import io.contextgraph.archive.Archives;
import io.contextgraph.event.Micros;
import io.contextgraph.event.Recording;
import io.contextgraph.event.RequiredFields;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of archived months, from their files, in the order of their positions. A file that is
 * missing or changed is a finding, and its rows are absent. Not thread-safe.
 */
final class ArchivedRows implements AutoCloseable {
  private final ArchivedSeries series;
  private final ArchivedEvent.Parser parser = new ArchivedEvent.Parser(Clock.systemUTC());
  private final Findings findings;
  private long read;

  /**
   * @param folder empty if files are not read
   */
  ArchivedRows(Optional<ArchiveFolder> folder, Archives archives, Findings findings) {
    this.findings = findings;
    List<Archives.Entry> entries = folder.isPresent() ? archives.inForce() : List.of();
    this.series =
        new ArchivedSeries(folder.orElse(new ArchiveFolder(Path.of(""))), entries, this::report);
  }

  private void report(ArchiveException e) {
    findings.add(Finding.of(FindingKind.ARCHIVE, FailureText.of(e)));
  }

  /** Passes on the next rows, up to and including a position. */
  void upTo(long last, Consumer<CheckedRow> rows) {
    ArchivedLine line = next(last);
    while (line != null) {
      check(line, rows);
      line = next(last);
    }
  }

  /** Passes on the next rows before a position that has a row in the ledger. */
  void before(long present, Consumer<CheckedRow> rows) {
    upTo(present - 1, rows);
    next(present);
  }

  private @Nullable ArchivedLine next(long last) {
    try {
      return series.next(last);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(ArchivedLine line, Consumer<CheckedRow> rows) {
    try {
      CheckedRow row = row(parser.parse(line));
      read++;
      rows.accept(row);
    } catch (ArchiveException e) {
      findings.add(Finding.at(FindingKind.ARCHIVE, line.position(), null, FailureText.of(e)));
    }
  }

  private static CheckedRow row(ArchivedEvent event) {
    RequiredFields required = event.event().required();
    Recording recording = event.event().recording();
    return new CheckedRow(
        recording.globalPosition(),
        required.eventId(),
        Micros.of(required.occurredAt()),
        Micros.of(recording.recordedAt()),
        recording.contentHash(),
        event.leaf(),
        null,
        true);
  }

  /** Reads the files to their ends, so that their digests are compared. */
  void end() {
    ArchivedLine line;
    do {
      line = next(Long.MAX_VALUE);
    } while (line != null);
  }

  /** The number of rows that were read from files and passed on. */
  long read() {
    return read;
  }

  @Override
  public void close() {
    try {
      series.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

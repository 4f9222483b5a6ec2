package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.query.ArchivedPages;
import io.contextgraph.query.PageReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names the folder of archived months. */
final class ArchiveOption {
  @Option(
      names = "--archive",
      paramLabel = "DIR",
      description =
          "The folder of archived months, whose events are read from there (default: none; only"
              + " what the ledger has).")
  private @Nullable Path path;

  Optional<ArchiveFolder> folder() {
    return Optional.ofNullable(path).map(ArchiveFolder::new);
  }

  boolean isGiven() {
    return path != null;
  }

  /**
   * Reads from the ledger and from the folder.
   *
   * @param ledger with auto-commit on
   */
  static ArchivedPages pages(PageReader pages, Connection ledger, ArchiveFolder folder)
      throws SQLException {
    return new ArchivedPages(pages, folder, new RecordedArchives(ledger), Clock.systemUTC());
  }
}

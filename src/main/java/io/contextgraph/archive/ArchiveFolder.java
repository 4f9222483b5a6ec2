package io.contextgraph.archive;

import java.nio.file.Path;

/**
 * A folder of archives.
 *
 * @param path of the folder
 */
public record ArchiveFolder(Path path) {
  /**
   * The file of an archive.
   *
   * @throws IllegalArgumentException if the ledger names no such file
   */
  public Path file(ArchivedMonth month) {
    ArchiveName.require(month.file().name());
    return path.resolve(month.file().name());
  }
}

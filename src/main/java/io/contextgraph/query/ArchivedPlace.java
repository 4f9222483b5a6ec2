package io.contextgraph.query;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where an event is that the ledger has archived.
 *
 * @param archive has the event
 * @param position of the event
 */
public record ArchivedPlace(Archives.Entry archive, long position) {
  /**
   * Finds an event by its identity, which stays in the ledger.
   *
   * @return empty if the event is not archived
   */
  public static Optional<ArchivedPlace> find(Connection ledger, EventId id) throws SQLException {
    try (PreparedStatement find = ledger.prepareStatement(Sql.FIND_IDENTITY_TIME.text())) {
      find.setObject(1, id.toUuid());
      try (ResultSet row = find.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        long position = row.getLong("global_position");
        return new RecordedArchives(ledger)
            .read()
            .covering(position, Micros.toInstant(row.getLong("occurred_at_micros")))
            .map(archive -> new ArchivedPlace(archive, position));
      }
    }
  }

  /**
   * Reads the event from its file, which is read up to it.
   *
   * @throws ArchiveException if the file is missing or has no such event
   */
  public ArchivedLine read(ArchiveFolder folder) throws IOException {
    try (ArchiveReader reader = ArchiveReader.open(folder.file(archive.month()))) {
      ArchivedLine line = reader.next();
      while (line != null && line.position() < position) {
        line = reader.next();
      }
      if (line == null || line.position() > position) {
        throw new ArchiveException(
            archive.month().file().name() + " has no event at position " + position);
      }
      return line;
    }
  }

  /** Says where the event is, for a person. */
  public String sentence() {
    return "it is archived in %s; --archive DIR names the folder of that file"
        .formatted(archive.month().file().name());
  }
}

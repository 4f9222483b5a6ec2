package io.contextgraph.query;

import io.contextgraph.archive.ArchiveException;
import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.archive.ArchiveReader;
import io.contextgraph.archive.ArchivedEvent;
import io.contextgraph.archive.ArchivedLine;
import io.contextgraph.archive.Archives;
import io.contextgraph.archive.RecordedArchives;
import io.contextgraph.event.EventId;
import io.contextgraph.event.Micros;
import io.contextgraph.ledger.TreeReader;
import io.contextgraph.tree.Tile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/**
 * Where an event is that the ledger has archived.
 *
 * @param archive has the event
 * @param position of the event
 * @param id of the event
 */
public record ArchivedPlace(Archives.Entry archive, long position, EventId id) {
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
            .map(archive -> new ArchivedPlace(archive, position, id));
      }
    }
  }

  /**
   * Reads the event from its file, which is read up to it, and compares it with the tree.
   *
   * @param ledger has the tree
   * @param clock not used to judge the event
   * @throws ArchiveException if the file is missing or has no such event, or has another one
   * @throws SQLException also if a tile of the tree is missing (XX001)
   */
  public ArchivedLine read(ArchiveFolder folder, Connection ledger, Clock clock)
      throws IOException, SQLException {
    ArchivedLine line = find(folder);
    ArchivedEvent event = new ArchivedEvent.Parser(clock).parse(line);
    long index = position - 1;
    Tile tile = new TreeReader(ledger).tile(0, index / Tile.WIDTH);
    if (!event.event().required().eventId().equals(id)
        || !tile.hashes().get((int) (index % Tile.WIDTH)).equals(event.leaf())) {
      throw new ArchiveException(
          archive.month().file().name()
              + " has another event at position "
              + position
              + " than the one of which the tree has the leaf");
    }
    return line;
  }

  private ArchivedLine find(ArchiveFolder folder) throws IOException {
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

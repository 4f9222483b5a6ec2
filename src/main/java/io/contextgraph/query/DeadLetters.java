package io.contextgraph.query;

import io.contextgraph.event.FieldsFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the dead letters of the ledger. */
public record DeadLetters(Connection ledger) {
  /**
   * Passes dead letters to {@code lines} as JSON objects without their fields, ordered by id.
   *
   * @param afterId only letters with a greater id
   */
  public void list(
      long afterId,
      Optional<String> status,
      Optional<String> reason,
      int limit,
      Consumer<String> lines)
      throws SQLException {
    try (PreparedStatement list = ledger.prepareStatement(Sql.LIST_DEAD_LETTERS.text())) {
      list.setLong(1, afterId);
      list.setString(2, status.orElse(null));
      list.setString(3, status.orElse(null));
      list.setString(4, reason.orElse(null));
      list.setString(5, reason.orElse(null));
      list.setInt(6, limit);
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          lines.accept(rows.getString(1));
        }
      }
    }
  }

  /** One dead letter as a JSON object with its fields; empty if there is none with this id. */
  public Optional<String> show(long id) throws SQLException {
    try (PreparedStatement show = ledger.prepareStatement(Sql.SHOW_DEAD_LETTER.text())) {
      show.setLong(1, id);
      try (ResultSet row = show.executeQuery()) {
        return row.next()
            ? Optional.of(
                DeadLetterJson.withFields(row.getString(1), FieldsFormat.read(row.getBytes(2))))
            : Optional.empty();
      }
    }
  }

  /** The ids of all open dead letters, or of those with one reason, in ascending order. */
  public List<Long> open(Optional<String> reason) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement open = ledger.prepareStatement(Sql.OPEN_DEAD_LETTERS.text())) {
      open.setString(1, reason.orElse(null));
      open.setString(2, reason.orElse(null));
      try (ResultSet rows = open.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }
}

package io.contextgraph.query;

import io.contextgraph.event.FieldsFormat;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads the dead letters of the ledger. */
public record DeadLetters(Connection ledger) {
  private static final int PAGE = 1_000;
  private static final int TIMEOUT_SECONDS = 30;

  /**
   * Passes dead letters to {@code lines} as JSON objects without their fields, ordered by id. Reads
   * them in pages; no transaction is open while a letter is passed on.
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
    long after = afterId;
    int left = limit;
    boolean more = left > 0;
    while (more) {
      int size = Math.min(PAGE, left);
      SortedMap<Long, String> page = page(after, status, reason, size);
      page.values().forEach(lines);
      left -= size;
      more = left > 0 && page.size() == size;
      after = page.isEmpty() ? after : page.lastKey();
    }
  }

  private SortedMap<Long, String> page(
      long after, Optional<String> status, Optional<String> reason, int size) throws SQLException {
    SortedMap<Long, String> page = new TreeMap<>();
    try (PreparedStatement list = ledger.prepareStatement(Sql.LIST_DEAD_LETTERS.text())) {
      list.setQueryTimeout(TIMEOUT_SECONDS);
      list.setLong(1, after);
      list.setString(2, status.orElse(null));
      list.setString(3, status.orElse(null));
      list.setString(4, reason.orElse(null));
      list.setString(5, reason.orElse(null));
      list.setInt(6, size);
      try (ResultSet rows = list.executeQuery()) {
        while (rows.next()) {
          page.put(rows.getLong(1), rows.getString(2));
        }
      }
    }
    return page;
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

  /** The greatest id of a dead letter; 0 if there is none. */
  public long lastId() throws SQLException {
    try (Statement last = ledger.createStatement();
        ResultSet row = last.executeQuery(Sql.LAST_DEAD_LETTER.text())) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  /**
   * The ids of open dead letters in ascending order: those of one page, or fewer at the end.
   *
   * @param afterId only letters with a greater id
   * @param upToId only letters up to this id
   */
  public List<Long> open(Optional<String> reason, long afterId, long upToId) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (PreparedStatement open = ledger.prepareStatement(Sql.OPEN_DEAD_LETTERS.text())) {
      open.setQueryTimeout(TIMEOUT_SECONDS);
      open.setLong(1, afterId);
      open.setLong(2, upToId);
      open.setString(3, reason.orElse(null));
      open.setString(4, reason.orElse(null));
      open.setInt(5, PAGE);
      try (ResultSet rows = open.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
    }
    return ids;
  }
}

package io.contextgraph.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.LetterKeys;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Reads the dead letters of the ledger. */
public record DeadLetters(Connection ledger) {
  private static final int PAGE = 1_000;
  private static final int TIMEOUT_SECONDS = 30;

  /** The server reads all fields of these letters, which may have 1 MiB each. */
  private static final int SEARCHED_AT_ONCE = 500;

  /**
   * Passes dead letters to {@code lines} as JSON objects without their fields, ordered by id. Reads
   * them in pages; no transaction is open while a letter is passed on, and memory and the time of a
   * statement are bounded, however many letters there are.
   *
   * @return the id of the last letter that was passed on, if the limit may have left out others
   */
  public OptionalLong list(DeadLetterQuery query, int limit, Consumer<String> lines)
      throws SQLException {
    DeadLetterPage page = new DeadLetterPage(ledger, query);
    long after = query.after();
    long last = after;
    int left = limit;
    for (long end = endOfPage(query, after, left); end > after; ) {
      for (Map.Entry<Long, String> letter : page.read(after, end).entrySet()) {
        if (left == 0) {
          return OptionalLong.of(last);
        }
        lines.accept(letter.getValue());
        last = letter.getKey();
        left--;
      }
      after = end;
      end = endOfPage(query, after, left);
      if (left == 0 && end > after) {
        return OptionalLong.of(last);
      }
    }
    return OptionalLong.empty();
  }

  /** The last id of the next page; 0 if there is no further letter. */
  long endOfPage(DeadLetterQuery query, long after, int left) throws SQLException {
    try (PreparedStatement last = ledger.prepareStatement(Sql.LAST_OF_PAGE.text())) {
      last.setLong(1, after);
      last.setInt(2, pageSize(query, left));
      try (ResultSet row = last.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  private static int pageSize(DeadLetterQuery query, int left) {
    if (query.searchesFields()) {
      return SEARCHED_AT_ONCE;
    }
    return query.hasConditions() ? PAGE : Math.min(PAGE, left) + 1;
  }

  /** One dead letter as a JSON object with its fields; empty if there is none with this id. */
  public Optional<String> show(long id) throws SQLException {
    try (PreparedStatement show = ledger.prepareStatement(Sql.SHOW_DEAD_LETTER.text())) {
      show.setLong(1, id);
      try (ResultSet row = show.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        byte[] fields = row.getBytes("fields");
        ObjectNode letter = DeadLetterJson.withKeys(DeadLetterJson.of(row), LetterKeys.of(fields));
        return Optional.of(DeadLetterJson.withFields(letter, FieldsFormat.read(fields)));
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

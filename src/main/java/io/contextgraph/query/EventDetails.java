package io.contextgraph.query;

import com.fasterxml.jackson.databind.util.RawValue;
import io.contextgraph.event.Status;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Adds to events of the graph what only the ledger holds: {@code error}, {@code attributes} and
 * {@code payload}. Personal data stays sealed in the ledger.
 *
 * @param ledger used by one call at a time
 */
public record EventDetails(Connection ledger) {
  /** How many events are read at once; payload and attributes of one have up to 1 MiB. */
  private static final int EVENTS = 20;

  private static final int TIMEOUT_SECONDS = 30;

  private static final Set<String> FAILED = Set.of(Status.FAILED.text(), Status.TIMEOUT.text());

  /** What the ledger holds of an event, as JSON. */
  private record Detail(@Nullable String payload, @Nullable String attributes) {}

  /** Cuts rows into lists that are small enough for {@link #of}. */
  public static List<List<AnswerRow>> pages(List<AnswerRow> rows) {
    return IntStream.iterate(0, from -> from < rows.size(), from -> from + EVENTS)
        .mapToObj(from -> rows.subList(from, Math.min(rows.size(), from + EVENTS)))
        .toList();
  }

  /**
   * The rows with three more columns, null where the ledger has nothing. Reads the details of all
   * rows with one statement.
   *
   * @param rows a page of events
   * @throws SQLException if the ledger cannot be read
   */
  public List<AnswerRow> of(List<AnswerRow> rows) throws SQLException {
    Map<String, Detail> details = read(rows);
    return rows.stream().map(row -> with(row, detail(details, row))).toList();
  }

  private static Detail detail(Map<String, Detail> details, AnswerRow row) {
    return details.getOrDefault(row.required("event_id"), new Detail(null, null));
  }

  /**
   * The rows with {@code error} only. Reads nothing of events that did not fail: they have none.
   *
   * @param rows a page of events
   * @throws SQLException if the ledger cannot be read
   */
  public List<AnswerRow> withErrors(List<AnswerRow> rows) throws SQLException {
    List<AnswerRow> failed = rows.stream().filter(EventDetails::hasFailed).toList();
    Map<String, Detail> details = failed.isEmpty() ? Map.of() : read(failed);
    return rows.stream().map(row -> row.with("error", error(row, detail(details, row)))).toList();
  }

  /** The rows with the same columns, all of them null, because the ledger cannot be read. */
  public static List<AnswerRow> unread(List<AnswerRow> rows) {
    return rows.stream().map(row -> with(row, new Detail(null, null))).toList();
  }

  private Map<String, Detail> read(List<AnswerRow> rows) throws SQLException {
    Map<String, Detail> details = new HashMap<>();
    Object[] ids =
        rows.stream()
            .map(row -> row.required("event_id"))
            .filter(RecordedSubjects::isUuid)
            .toArray();
    try (PreparedStatement read = ledger.prepareStatement(Sql.READ_DETAILS.text())) {
      read.setQueryTimeout(TIMEOUT_SECONDS);
      read.setArray(1, ledger.createArrayOf("text", ids));
      try (ResultSet row = read.executeQuery()) {
        while (row.next()) {
          details.put(row.getString(1), new Detail(row.getString(2), row.getString(3)));
        }
      }
    }
    return details;
  }

  private static AnswerRow with(AnswerRow row, Detail detail) {
    return row.with("error", error(row, detail))
        .with("attributes", json(detail.attributes()))
        .with("payload", json(detail.payload()));
  }

  /** What a payload calls a message is an error only if the event failed. */
  private static @Nullable String error(AnswerRow row, Detail detail) {
    return hasFailed(row) ? ErrorText.of(detail.payload(), detail.attributes()).orElse(null) : null;
  }

  private static boolean hasFailed(AnswerRow row) {
    return FAILED.contains(row.text("status") + "");
  }

  /** The ledger keeps a payload's bytes, including line ends between its JSON tokens. */
  private static @Nullable RawValue json(@Nullable String text) {
    return text == null ? null : new RawValue(text.replace('\n', ' ').replace('\r', ' '));
  }
}

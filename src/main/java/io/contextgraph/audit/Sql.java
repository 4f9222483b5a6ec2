package io.contextgraph.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL statements of this package, each in its own resource file. */
enum Sql {
  COUNT_SESSIONS("count_sessions"),
  DECLARE_SESSION_LIST("declare_session_list"),
  FETCH_SESSIONS("fetch_sessions"),
  READ_EVENTS_OF_SESSIONS("read_events_of_sessions"),
  READ_RECORDED_IDS("read_recorded_ids"),
  REWIND_SESSION_LIST("rewind_session_list"),
  SET_STATEMENT_TIMEOUT("set_statement_timeout");

  private final String text;

  Sql(String resource) {
    String file = resource + ".sql";
    try (InputStream in = Sql.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks the resource " + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }

  /** The text with a placeholder replaced by a number, for statements that accept no parameters. */
  String with(String placeholder, long number) {
    return text.replace(placeholder, Long.toString(number));
  }
}

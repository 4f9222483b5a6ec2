package io.contextgraph.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The SQL statements of this package, each a resource file of the same name; read once. */
enum Sql {
  COMMIT_SYNCHRONOUSLY,
  COPY_EVENTS,
  COPY_IDENTITIES,
  END_STUCK_WRITERS,
  ENSURE_PARTITION,
  INSERT_DEAD_LETTER,
  LISTEN_FOR_APPENDS,
  LOCK_HEAD,
  MOVE_HEAD,
  NOTIFY_APPENDED,
  READ_EVENTS,
  READ_HEAD,
  READ_IDENTITIES,
  READ_UNSAFE_SETTINGS,
  SET_READER_TIMEOUT,
  SET_WRITER_TIMEOUTS;

  private final String text;

  Sql() {
    String file = name().toLowerCase(Locale.ROOT) + ".sql";
    try (InputStream in = Sql.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("The jar does not contain io/contextgraph/ledger/" + file);
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return text;
  }
}

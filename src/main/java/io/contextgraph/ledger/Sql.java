package io.contextgraph.ledger;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The SQL statements of this package, each a resource of its own; read once per class loader. */
enum Sql {
  COMMIT_SYNCHRONOUSLY("commit_synchronously"),
  COPY_EVENTS("copy_events"),
  COPY_IDENTITIES("copy_identities"),
  END_STUCK_WRITERS("end_stuck_writers"),
  ENSURE_PARTITION("ensure_partition"),
  INSERT_DEAD_LETTER("insert_dead_letter"),
  LISTEN_FOR_APPENDS("listen_for_appends"),
  LOCK_HEAD("lock_head"),
  MOVE_HEAD("move_head"),
  NOTIFY_APPENDED("notify_appended"),
  READ_EVENTS("read_events"),
  READ_HEAD("read_head"),
  READ_IDENTITIES("read_identities"),
  READ_UNSAFE_SETTINGS("read_unsafe_settings"),
  SET_READER_TIMEOUT("set_reader_timeout"),
  SET_WRITER_TIMEOUTS("set_writer_timeouts");

  private final String text;

  Sql(String resource) {
    String path = "/io/contextgraph/ledger/" + resource + ".sql";
    try (InputStream in = Sql.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("The jar does not contain " + path);
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

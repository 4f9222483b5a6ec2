package io.contextgraph.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contextgraph.system.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads more dead letters than fit in a page from a real ledger. */
class DeadLettersIT {
  private static final int LETTERS = 2_500;
  private static final String INSERT =
      "INSERT INTO ledger.dead_letter (stream, entry_id, reason, detail, fields)"
          + " SELECT 'events', i || '-0', CASE i % 2 WHEN 0 THEN 'EVEN' ELSE 'ODD' END, '', ''"
          + " FROM generate_series(1, "
          + LETTERS
          + ") AS i ORDER BY i";

  private Connection ledger;
  private Connection observer;

  @BeforeEach
  void record() throws Exception {
    String database = TestServers.newLedger();
    try (Connection writer = TestServers.ledger(database, "ledger_writer").open();
        Statement statement = writer.createStatement()) {
      statement.execute(INSERT);
    }
    ledger = TestServers.ledger(database, "ledger_operator").open();
    observer = TestServers.ledger(database, "postgres").open();
  }

  @AfterEach
  void disconnect() throws Exception {
    ledger.close();
    observer.close();
  }

  private static List<Long> ids(long from, long to, int step) {
    return LongStream.rangeClosed(from, to).filter(i -> i % step == 0).boxed().toList();
  }

  private List<Long> list(long after, Optional<String> reason, int limit) throws Exception {
    List<Long> ids = new ArrayList<>();
    new DeadLetters(ledger)
        .list(
            new DeadLetterQuery(after, "open", reason.orElse(null), null, null, null, null),
            limit,
            line -> ids.add(id(line)));
    return ids;
  }

  private static long id(String line) {
    try {
      return new ObjectMapper().readTree(line).path("id").asLong();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void lettersAreListedAcrossPages() throws Exception {
    assertThat(list(0, Optional.empty(), Integer.MAX_VALUE)).isEqualTo(ids(1, LETTERS, 1));
    assertThat(list(7, Optional.empty(), 1_500)).isEqualTo(ids(8, 1_507, 1));
    assertThat(list(0, Optional.of("EVEN"), Integer.MAX_VALUE)).isEqualTo(ids(1, LETTERS, 2));
    assertThat(list(0, Optional.empty(), 0)).isEmpty();
    assertThat(list(LETTERS, Optional.empty(), 10)).isEmpty();
  }

  @Test
  void openLettersAreFoundPageByPageUpToTheLastOfNow() throws Exception {
    DeadLetters letters = new DeadLetters(ledger);
    assertThat(letters.lastId()).isEqualTo(LETTERS);
    assertThat(letters.open(Optional.empty(), 0, LETTERS)).isEqualTo(ids(1, 1_000, 1));
    assertThat(letters.open(Optional.empty(), 2_000, LETTERS)).isEqualTo(ids(2_001, LETTERS, 1));
    assertThat(letters.open(Optional.of("EVEN"), 0, 10)).isEqualTo(ids(1, 10, 2));
    assertThat(letters.open(Optional.of("NONE"), 0, LETTERS)).isEmpty();
  }

  @Test
  void noTransactionIsOpenWhileALetterIsPassedOn() throws Exception {
    List<Integer> open = new ArrayList<>();
    new DeadLetters(ledger)
        .list(
            new DeadLetterQuery(0, null, null, null, null, null, null),
            1_001,
            line -> open.add(transactions()));
    assertThat(open).hasSize(1_001).containsOnly(0);
  }

  /** The transactions of other connections to this ledger. */
  private int transactions() {
    try (Statement statement = observer.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND usename = 'ledger_operator' AND state <> 'idle'")) {
      row.next();
      return row.getInt(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theStatusCountsLettersByStatus() throws Exception {
    assertThat(SystemStatus.ledger(ledger, 7))
        .extracting(Object::toString)
        .containsExactly(
            "{\"part\":\"ledger\",\"position\":7}",
            "{\"part\":\"dead-letters\",\"open\":%1$d,\"total\":%1$d}".formatted(LETTERS));
  }
}

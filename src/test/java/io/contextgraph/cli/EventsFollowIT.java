package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contextgraph.event.Event;
import io.contextgraph.event.EventFields;
import io.contextgraph.ledger.LedgerMark;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.PostgresLedger;
import io.contextgraph.server.RefusedException;
import io.contextgraph.system.TestServers;
import io.contextgraph.system.TestSql;
import io.contextgraph.system.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code events --follow} while Postgres restarts. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class EventsFollowIT {
  private static final Pattern ID =
      Pattern.compile("\"event_id\":\"0{8}-0000-4000-8000-0*([0-9]+)\"");

  private final String database = TestServers.newLedger();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private void record(int from, int to) {
    List<Event> events = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      events.add(
          EventFields.valid()
              .with("event_id", String.format("00000000-0000-4000-8000-%012d", i))
              .event("events", i + "-0"));
    }
    try (PostgresLedger writer =
        new PostgresLedger(TestServers.ledger(database, "ledger_writer"), LedgerMark.NONE, 3)) {
      writer.append(events);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> environment(PostgresConnections postgres, String password) {
    String uri = postgres.address().uri().toString();
    return Map.of(
        "CONTEXT_GRAPH_POSTGRES_URI", uri.replace("//", "//ledger_reader:" + password + "@"));
  }

  private CompletableFuture<Integer> follow(int limit, String... options) {
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    CommandLine commands =
        Main.commandLine(environment(reader, reader.address().resolvedPassword()));
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
    return CompletableFuture.supplyAsync(
        () ->
            commands.execute(
                Stream.concat(
                        Stream.of("events", "--follow", "--limit", "" + limit), Stream.of(options))
                    .toArray(String[]::new)));
  }

  private List<Integer> printed() {
    return ID.matcher(out.toString())
        .results()
        .map((MatchResult it) -> Integer.valueOf(it.group(1)))
        .toList();
  }

  private void awaitError(String text) {
    try {
      Waiting.await(text, () -> err.toString().contains(text));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFollowerNeitherLosesNorRepeatsAnEventWhenPostgresRestarts() throws Exception {
    record(1, 1_500);
    CompletableFuture<Integer> follower = follow(1_700);
    Waiting.await("the first events", () -> printed().size() == 1_500);
    TestServers.withoutPostgres(() -> awaitError("The ledger is away and will be asked again"));
    awaitError("The ledger is back after");
    record(1_501, 1_700);
    assertThat(follower.get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    assertThat(printed()).isEqualTo(IntStream.rangeClosed(1, 1_700).boxed().toList());
  }

  @Test
  void aFollowerThatHasNothingToPrintYetSaysWhatItWaitsFor() throws Exception {
    CompletableFuture<Integer> empty = follow(1, "--to", "9999-01-01");
    awaitError("The ledger has no such event yet; waiting for one.");
    record(1, 2);
    assertThat(empty.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    CompletableFuture<Integer> beyond = follow(1, "--after", "5");
    awaitError("The ledger ends at position 2; events are printed from position 6 on.");
    record(3, 6);
    assertThat(beyond.get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    assertThat(err.toString().lines()).hasSize(2);
    assertThat(printed()).containsExactly(1, 6);
  }

  @Test
  void aFollowerOfAPastTimeSaysThatOnlyLateEventsWillCome() throws Exception {
    record(1, 1);
    assertThat(follow(1, "--to", "2026-11-03").get(30, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    awaitError("--to is in the past: of new events, only those that arrive late will be printed.");
  }

  @Test
  void aFollowerThatCannotBeginEndsWith3() {
    Map<String, String> nowhere =
        Map.of("CONTEXT_GRAPH_POSTGRES_URI", "postgresql://127.0.0.1:1/x");
    CommandLine commands = Main.commandLine(nowhere).setErr(new PrintWriter(err, true));
    assertThat(commands.execute("events", "--follow")).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aConnectionThatComesBackToAnotherLedgerOrToAnOlderOneIsRefused() throws Exception {
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    PostgresConnections other = TestServers.ledger(TestServers.newLedger(), "ledger_reader");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> loseOnce(0, reader, other))
        .withMessageContaining("another ledger");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> loseOnce(7, reader, reader))
        .withMessageContaining("before position 7");
    assertThat(loseOnce(0, reader, reader)).isEqualTo("read");
  }

  /** Reads from the first server's ledger, loses it, and reads from the second one's. */
  private String loseOnce(long reached, PostgresConnections... servers) throws Exception {
    Deque<PostgresConnections> opened = new ArrayDeque<>(List.of(servers));
    try (LastingLedger ledger =
        new LastingLedger(() -> opened.remove().openLedger(), it -> {}, System::nanoTime)) {
      ledger.reach(reached);
      return ledger.read(connection -> read(connection, opened.isEmpty()));
    }
  }

  @Test
  void aServerThatRefusesToBeConnectedToAgainIsAskedUntilItDoesNot() throws Exception {
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    RefusedException refusal =
        new RefusedException("Postgres", "here", new SQLException("no", "28P01"));
    List<String> notices = new ArrayList<>();
    int[] opened = {0};
    LastingLedger.Opener opener =
        () -> {
          opened[0]++;
          if (opened[0] == 2 || opened[0] == 3) {
            throw refusal;
          }
          return reader.openLedger();
        };
    try (LastingLedger ledger = new LastingLedger(opener, notices::add, System::nanoTime)) {
      assertThat(ledger.<String>read(connection -> read(connection, opened[0] == 4)))
          .isEqualTo("read");
    }
    assertThat(notices)
        .satisfiesExactly(
            lost -> assertThat(lost).contains("The ledger is away and will be asked again: lost"),
            back -> assertThat(back).contains("The ledger is back after"));
  }

  @Test
  void aServerThatRefusesTheFirstConnectionIsNotAskedAgain() {
    RefusedException refusal =
        new RefusedException("Postgres", "here", new SQLException("no", "28P01"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(
            () ->
                new LastingLedger(
                    () -> {
                      throw refusal;
                    },
                    it -> {},
                    System::nanoTime));
  }

  private static String read(Connection connection, boolean second) throws SQLException {
    if (!second) {
      throw new SQLException("lost", "08006");
    }
    return connection.isValid(5) ? "read" : "closed";
  }

  @Test
  void aFailureOfTheStatementEndsTheReading() throws Exception {
    record(1, 1);
    TestSql.execute(
        TestServers.ledger(database, "postgres"),
        "REVOKE SELECT ON ledger.event, ledger.event_identity FROM ledger_reader");
    assertThat(follow(1).get(60, TimeUnit.SECONDS)).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(err.toString().lines()).singleElement().asString().contains("permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25P02", "42703", "57014"})
  void onlyALostConnectionIsOpenedAgain(String state) throws Exception {
    PostgresConnections reader = TestServers.ledger(database, "ledger_reader");
    try (LastingLedger ledger = new LastingLedger(reader::openLedger, it -> {}, System::nanoTime)) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(
              () ->
                  ledger.read(
                      connection -> {
                        throw new SQLException("no", state);
                      }));
    }
  }
}

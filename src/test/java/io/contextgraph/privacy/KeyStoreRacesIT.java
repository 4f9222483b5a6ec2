package io.contextgraph.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many sessions meet at one subject, in a real Postgres. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class KeyStoreRacesIT {
  private static final int THREADS = 8;
  private static final int SUBJECTS = 40;

  private static TestStore test;

  @BeforeAll
  static void create() throws SQLException {
    test = TestStore.create();
  }

  /** What a session got for each subject. */
  private static List<String> leases(KeyStore sealer, String prefix, CyclicBarrier start)
      throws Exception {
    List<String> leases = new ArrayList<>();
    for (int i = 0; i < SUBJECTS; i++) {
      start.await();
      Lease lease = test.lease(sealer, prefix + i);
      leases.add(
          lease instanceof Lease.Key key
              ? HexFormat.of().formatHex(key.keyset().bytes())
              : "erased");
    }
    return leases;
  }

  private static <T> List<T> all(List<Callable<T>> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(work.size());
    try {
      List<T> results = new ArrayList<>();
      for (Future<T> future : pool.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Callable<List<String>> creator(String prefix, CyclicBarrier start) {
    return () -> {
      try (KeyStore sealer = test.open("sealer")) {
        return leases(sealer, prefix, start);
      }
    };
  }

  @Test
  void racingCreatorsOfASubjectGetOneKeyset() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<List<String>>> creators = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      creators.add(creator("racing-", start));
    }
    List<List<String>> leases = all(creators);
    for (int i = 0; i < SUBJECTS; i++) {
      int subject = i;
      Set<String> keysets = leases.stream().map(of -> of.get(subject)).collect(Collectors.toSet());
      assertThat(keysets).hasSize(1).doesNotContain("erased");
    }
  }

  @Test
  void afterAnErasureThatRacesWithCreatorsTheSubjectHasNoKeyForEver() throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<List<String>>> work = new ArrayList<>();
    work.add(
        () -> {
          try (KeyStore officer = test.open("officer")) {
            for (int i = 0; i < SUBJECTS; i++) {
              start.await();
              test.erase(officer, "erased-" + i);
            }
            return List.of();
          }
        });
    for (int i = 1; i < THREADS; i++) {
      work.add(creator("erased-", start));
    }
    List<List<String>> leases = all(work);
    long keys =
        leases.stream().flatMap(List::stream).filter(lease -> !lease.equals("erased")).count();
    System.out.println("leases that an eraser raced with and that came first: " + keys);
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      for (int i = 0; i < SUBJECTS; i++) {
        assertThat(test.lease(sealer, "erased-" + i)).isEqualTo(new Lease.Erased());
        Tombstone tombstone = officer.erased("erased-" + i).orElseThrow();
        assertThat(tombstone.leases().until().isPresent())
            .as("a key was leased exactly if the tombstone says so")
            .isEqualTo(isKnown(leases, i));
      }
    }
    assertThat(
            test.text(
                "SELECT count(*) FROM privacy.subject WHERE subject_id LIKE 'erased-%'"
                    + " AND keyset IS NOT NULL"))
        .isEqualTo("0");
  }

  private static boolean isKnown(List<List<String>> leases, int subject) {
    return leases.stream()
        .filter(of -> !of.isEmpty())
        .anyMatch(of -> !of.get(subject).equals("erased"));
  }

  @Test
  void noStatementOfTheOwnerRevivesAnErasedSubject() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer")) {
      test.lease(sealer, "revived");
      test.erase(officer, "revived");
      officer.record("revived", 5);
    }
    String row = " WHERE subject_id = 'revived'";
    for (String statement :
        List.of(
            "UPDATE privacy.subject SET keyset = 'x', kek_id = erased_kek_id, erased_at = NULL,"
                + " erased_by = NULL, reason = NULL, event_id = NULL, erased_os_user = NULL,"
                + " erased_host = NULL, erased_kek_id = NULL, position = NULL"
                + row,
            "UPDATE privacy.subject SET reason = 'other'" + row,
            "UPDATE privacy.subject SET erased_at = now()" + row,
            "UPDATE privacy.subject SET event_id = gen_random_uuid()" + row,
            "UPDATE privacy.subject SET position = 6" + row,
            "UPDATE privacy.subject SET position = NULL" + row,
            "UPDATE privacy.subject SET subject_id = 'other'" + row,
            "UPDATE privacy.subject SET leased_until = NULL" + row,
            "DELETE FROM privacy.subject" + row,
            "TRUNCATE privacy.subject",
            "DELETE FROM privacy.read_log",
            "TRUNCATE privacy.read_log",
            "DELETE FROM privacy.kek",
            "UPDATE privacy.kek SET state = 'destroyed', retired_at = now(), destroyed_at = now()")) {
      for (String session : List.of("SET ROLE privacy_owner", "RESET ROLE")) {
        assertThatThrownBy(() -> test.execute(session, statement))
            .as("%s: %s", session, statement)
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        assertThatThrownBy(
                () -> test.execute(session, "SET session_replication_role = replica", statement))
            .as("%s as replica: %s", session, statement)
            .isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  void aTicketIsNotRedeemedInItsOwnTransactionNorAfterThatWasRolledBack() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        Connection opener = test.as("privacy_opener").open()) {
      test.lease(sealer, "read");
      opener.setAutoCommit(false);
      UUID own = ticket(opener);
      assertThatThrownBy(() -> open(opener, own)).hasMessageContaining("of this transaction");
      opener.rollback();
      UUID inSavepoint = ticketInSavepoint(opener);
      assertThatThrownBy(() -> open(opener, inSavepoint))
          .hasMessageContaining("of this transaction");
      opener.rollback();
      assertThatThrownBy(() -> open(opener, own)).hasMessageContaining("unknown");
      opener.rollback();
    }
  }

  @Test
  void anOpeningThatIsRolledBackLeavesItsRowInTheLog() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        Connection opener = test.as("privacy_opener").open()) {
      test.lease(sealer, "read");
      opener.setAutoCommit(false);
      UUID ticket = ticket(opener);
      opener.commit();
      assertThat(open(opener, ticket)).isNotEmpty();
      opener.rollback();
      assertThat(
              test.text(
                  "SELECT who || ' ' || os_user || ' ' || question FROM privacy.read_log"
                      + " WHERE ticket = '"
                      + ticket
                      + "'"))
          .isEqualTo("privacy_opener ada why");
    }
  }

  /** The opener has the keyset, and the rows that say so are as they were before. */
  @Test
  void anOpeningThatWasRolledBackIsCountedAndAnErasureWaitsAsLongAsItsLeaseMayLast()
      throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        Connection opener = test.as("privacy_opener").open()) {
      test.lease(sealer, "rolled back");
      test.endLeases("rolled back");
      opener.setAutoCommit(false);
      UUID ticket = ticket(opener, "rolled back");
      opener.commit();
      assertThat(open(opener, ticket, "rolled back")).isNotEmpty();
      opener.rollback();
      Openings openings = officer.openings("rolled back");
      assertThat(openings.total()).isEqualTo(1);
      assertThat(openings.latest()).extracting(Opening::redeemed).containsExactly(false);
      Tombstone erased = test.erase(officer, "rolled back");
      assertThat(erased.leases().until().orElseThrow()).isAfter(erased.act().at().plusSeconds(28));
      officer.record("rolled back", 7);
      assertThatThrownBy(() -> officer.finish("rolled back")).hasMessageContaining("lease");
    }
  }

  @Test
  void aTicketWhoseLeaseCannotLastAnyMoreDelaysNoErasure() throws SQLException {
    try (KeyStore sealer = test.open("sealer");
        KeyStore officer = test.open("officer");
        KeyStore opener = test.open("opener")) {
      test.lease(sealer, "old ticket");
      test.endLeases("old ticket");
      opener.tickets(List.of("old ticket"), "why", TestStore.OFFICER);
      test.execute(
          "ALTER TABLE privacy.read_log DISABLE TRIGGER keep_read_log",
          "UPDATE privacy.read_log SET at = at - interval '330 s' WHERE subject_id = 'old ticket'",
          "ALTER TABLE privacy.read_log ENABLE ALWAYS TRIGGER keep_read_log");
      assertThat(test.erase(officer, "old ticket").leases().until()).isEmpty();
      assertThat(officer.openings("old ticket").total()).isEqualTo(1);
    }
  }

  private static UUID ticketInSavepoint(Connection opener) throws SQLException {
    try (Statement statement = opener.createStatement()) {
      statement.execute("SAVEPOINT s");
      UUID ticket = ticket(opener);
      statement.execute("RELEASE SAVEPOINT s");
      return ticket;
    }
  }

  private static UUID ticket(Connection opener) throws SQLException {
    return ticket(opener, "read");
  }

  private static UUID ticket(Connection opener, String subject) throws SQLException {
    try (Statement statement = opener.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT ticket FROM privacy.ticket(ARRAY['"
                    + subject
                    + "'], 'why', 'ada', 'desk')")) {
      row.next();
      return row.getObject(1, UUID.class);
    }
  }

  private static byte[] open(Connection opener, UUID ticket) throws SQLException {
    return open(opener, ticket, "read");
  }

  private static byte[] open(Connection opener, UUID ticket, String subject) throws SQLException {
    try (PreparedStatement statement =
        opener.prepareStatement("SELECT keyset FROM privacy.open(?, ?)")) {
      statement.setObject(1, ticket);
      statement.setString(2, subject);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBytes(1);
      }
    }
  }
}

package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a superuser changes in the schema of a real ledger is found and named. */
class SchemaTamperingIT {
  @RegisterExtension static final TamperingTrials TRIALS = new TamperingTrials();

  @Test
  void anyChangeOfTheSchemaIsFound() throws SQLException {
    List<String> refused = new ArrayList<>();
    SoftAssertions all = new SoftAssertions();
    for (Tampering tampering : SchemaTamperings.all()) {
      all.check(
          () -> {
            if (!TRIALS.isFound(tampering, TRIALS.random().nextBoolean())) {
              refused.add(tampering.name());
            }
          });
    }
    all.assertAll();
    assertThat(refused).isEmpty();
  }

  @Test
  void settingsOfTheSessionAreNoFinding() throws SQLException {
    Tampering settings =
        Tampering.at(
            "legal settings",
            0,
            it -> {
              it.execute("SET bytea_output = escape; SET quote_all_identifiers = on");
              it.execute("SET standard_conforming_strings = off; SET intervalstyle = iso_8601");
              it.execute("SET timezone = 'Asia/Kolkata'; SET search_path = public");
            },
            FindingKind.SCHEMA);
    assertThat(TRIALS.ledger().verifyAfter(settings, List.of()).findings()).isEmpty();
  }

  @Test
  void anIndexThatIsBeingBuiltIsNoFinding() throws SQLException {
    Tampering index =
        Tampering.at(
            "an index that schema reindex builds",
            0,
            it -> {
              it.execute("CREATE INDEX building ON ledger.event_2026_09 (session_id, stream)");
              it.execute(
                  "UPDATE pg_catalog.pg_index SET indisready = false, indisvalid = false"
                      + " WHERE indexrelid = 'ledger.building'::regclass");
            },
            FindingKind.SCHEMA);
    assertThat(TRIALS.ledger().verifyAfter(index, List.of()).findings()).isEmpty();
  }

  @Test
  void aMemberOfTheOperatorsRoleIsNoFinding() throws SQLException {
    Tampering member =
        Tampering.at(
            "a person's role",
            0,
            it -> it.execute("CREATE ROLE verify_more; GRANT ledger_operator TO verify_more"),
            FindingKind.SCHEMA);
    assertThat(TRIALS.ledger().verifyAfter(member, List.of()).findings()).isEmpty();
  }

  @Test
  void aPartitionWithAnInfiniteBoundIsNamedAndTheRowsAreVerified() throws SQLException {
    Tampering bound =
        Tampering.at(
            "an infinite bound",
            0,
            it ->
                it.execute(
                    "CREATE TABLE ledger.event_far PARTITION OF ledger.event FOR VALUES"
                        + " FROM ('2031-01-01') TO ('infinity')"),
            FindingKind.SCHEMA);
    Verification verification = TRIALS.ledger().verifyAfter(bound, TRIALS.ledger().anchors());
    assertThat(verification.findings())
        .anyMatch(found -> found.detail().contains("ledger.event_far has no finite bounds"));
    assertThat(verification.anchored()).isEqualTo(TamperedLedger.SIZE);
  }
}

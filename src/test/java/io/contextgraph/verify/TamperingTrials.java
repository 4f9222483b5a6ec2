package io.contextgraph.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tamperings with a ledger of one test class, from a seed; prints how many of each were found. */
final class TamperingTrials implements BeforeAllCallback, AfterAllCallback {
  static final long SEED = Long.getLong("seed", 2026L);

  private final Random random = new Random(SEED);
  private final Map<String, Integer> found = new TreeMap<>();
  private TamperedLedger ledger;

  @Override
  public void beforeAll(ExtensionContext context) throws SQLException {
    ledger = new TamperedLedger(random);
  }

  @Override
  public void afterAll(ExtensionContext context) throws SQLException {
    int all = found.values().stream().mapToInt(it -> it).sum();
    System.out.println(all + " tamperings tried and found with seed " + SEED + ":");
    found.forEach((name, count) -> System.out.printf("  %4d %s%n", count, name));
    ledger.close();
  }

  TamperedLedger ledger() {
    return ledger;
  }

  Random random() {
    return random;
  }

  /** Returns false if Postgres refuses the tampering. */
  boolean isFound(Tampering tampering, boolean withCheckpoint) throws SQLException {
    List<Anchor> anchors =
        withCheckpoint || tampering.needsCheckpoint() ? ledger.anchors() : List.of();
    Verification verification = ledger.verifyAfter(tampering, anchors);
    if (verification == null) {
      return false;
    }
    assertThat(verification.findings())
        .as("%s at %s, seed %s", tampering.name(), tampering.first(), SEED)
        .anyMatch(tampering::isFoundBy);
    count(tampering.name());
    return true;
  }

  /** Counts a tampering that a test judged itself. */
  void count(String name) {
    found.merge(name.length() > 90 ? name.substring(0, 90) + " ..." : name, 1, Integer::sum);
  }
}

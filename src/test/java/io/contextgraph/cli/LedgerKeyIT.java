package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger key} with the ledger that records it. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerKeyIT {
  @TempDir private Path folder;

  @Test
  void aChangeIsRecordedWithItsReasonAndOneThatIsNotIsSaid() throws Exception {
    NotarizedLedger ledger = NotarizedLedger.create(folder);
    String file = ledger.key().toString();
    CommandRun rotated =
        ledger.run("ledger", "key", "rotate", "--file", file, "--reason", "once a year");
    assertThat(rotated.exitCode()).as(rotated.err()).isZero();
    assertThat(
            ledger.text(
                "SELECT concat_ws(' ', event_type, reason, parameters ->> 'change',"
                    + " parameters ->> 'verifier_key') FROM ledger.audit"))
        .isEqualTo("audit.key once a year added " + rotated.out().strip());
    ledger.execute("REVOKE INSERT ON ledger.event FROM ledger_control");
    CommandRun failed = ledger.run("ledger", "key", "rotate", "--file", file);
    assertThat(failed.exitCode()).isNotZero();
    assertThat(failed.err()).contains("The key file was changed, but the ledger did not record it");
    assertThat(new KeyFile(ledger.key()).read()).hasSize(3);
  }
}

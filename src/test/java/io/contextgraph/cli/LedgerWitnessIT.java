package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestServers;
import io.contextgraph.witness.Witness;
import io.contextgraph.witness.WitnessServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ledger checkpoint} with witnesses, and again and again. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerWitnessIT {
  private static final String AWAY = "http://127.0.0.1:1";

  private final SigningKey key =
      SigningKey.generate("witness.example/w1", VerifierKey.COSIGNATURE, new SecureRandom());

  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = NotarizedLedger.create(folder);
    ledger.append(1, 1, 300);
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private CommandRun checkpoint(int port) {
    String witness = "http://127.0.0.1:" + port;
    return ledger.run(
        "ledger", "checkpoint", "--witness", witness, "--witness", AWAY, "--out", path("newest"));
  }

  private void trust(int quorum) throws Exception {
    Files.writeString(
        folder.resolve("trust.json"),
        "{\"origin\": \"context-graph/%s\", \"logs\": [{\"vkey\": \"%s\"}], \"witnesses\": [\"%s\"], \"quorum\": %d}"
            .formatted(ledger.id(), ledger.vkey(), key.verifierKey(), quorum));
  }

  private CommandRun check() {
    assertThat(
            ledger
                .run("ledger", "prove", NotarizedLedger.eventId(1, 3), "--out", path("proof"))
                .exitCode())
        .isZero();
    return CommandRun.of(Map.of(), "ledger", "check", path("proof"), "--trust", path("trust.json"));
  }

  @Test
  void aWitnessThatAnswersCosignsAndOneThatIsAwayIsNamed() throws Exception {
    trust(1);
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
    assertThat(check().exitCode()).as("without a cosignature").isEqualTo(ExitCode.FOUND);
    VerifierKey log = new KeyFile(ledger.key()).read().get(0).verifierKey();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Witness witness =
            Witness.open(
                folder.resolve("state"),
                List.of(log),
                List.of(key),
                InstantSource.system(),
                notice -> {});
        WitnessServer server = WitnessServer.start(witness, any, notice -> {})) {
      for (int size : new int[] {300, 900}) {
        ledger.append(1, 1, size);
        CommandRun run = checkpoint(server.address().getPort());
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err().lines()).hasSize(1).allMatch(line -> line.contains(AWAY));
        CommandRun checked = check();
        assertThat(checked.exitCode()).as(checked.out()).isZero();
        assertThat(checked.out())
            .contains("signed the ledger with positions 1 to " + size)
            .contains("witnesses saw this ledger", "witness.example/w1 at 20");
      }
    }
  }

  private String every(LedgerCheckpointCommand.Pause pause) {
    CommandLine command =
        new CommandLine(new LedgerCheckpointCommand(new Servers(ledger.environment()), pause));
    Converters.register(command);
    StringWriter err = new StringWriter();
    command.setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(
        (e, stopped, parsed) -> e instanceof InterruptedException ? 77 : 78);
    assertThat(command.execute("--every", "10s", "--out", path("newest"))).isEqualTo(77);
    return err.toString();
  }

  @Test
  void theNotaryOfEveryTenSecondsSignsWhatWasRecordedMeanwhile() throws Exception {
    int[] pauses = {0};
    String err =
        every(
            duration -> {
              assertThat(duration).hasSeconds(10);
              if (++pauses[0] == 3) {
                throw new InterruptedException("the test has seen enough");
              }
              append(300 + 100 * pauses[0]);
            });
    assertThat(err).isEmpty();
    assertThat(
            ledger.text(
                "SELECT string_agg(tree_size::text, ' ' ORDER BY id) FROM ledger.checkpoint"))
        .isEqualTo("300 400 500");
  }

  private void append(int upTo) {
    try {
      ledger.append(1, 1, upTo);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aLedgerThatIsAwayIsTriedAgain() {
    int[] pauses = {0};
    TestServers.withoutPostgres(
        () ->
            assertThat(
                    every(
                        duration -> {
                          if (++pauses[0] == 2) {
                            throw new InterruptedException("the test has seen enough");
                          }
                        }))
                .contains("No checkpoint was signed, the next attempt follows: Postgres at"));
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
  }
}

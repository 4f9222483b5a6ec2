package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger prove}, {@code check} and {@code consistency} on a real ledger. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LedgerProofIT {
  @TempDir private Path folder;
  private NotarizedLedger ledger = new NotarizedLedger("", Path.of(""));

  @BeforeEach
  void create() throws Exception {
    ledger = NotarizedLedger.create(folder);
    ledger.append(1, 1, 700);
    sign("first");
  }

  private void sign(String file) {
    assertThat(ledger.run("ledger", "checkpoint", "--out", path(file)).exitCode()).isZero();
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private CommandRun prove(int number, String... more) {
    String[] words = {
      "ledger", "prove", NotarizedLedger.eventId(1, number), "--out", path("proof")
    };
    return ledger.run(Stream.of(words, more).flatMap(Arrays::stream).toArray(String[]::new));
  }

  /** Without any variable that names a server. */
  private static CommandRun offline(String... words) {
    return CommandRun.of(Map.of(), words);
  }

  @Test
  void theEventsOwnJsonIsProvenWithoutAServer() throws Exception {
    String checked = "";
    for (int number : new int[] {1, 2, 255, 256, 257, 512, 513, 699, 700}) {
      assertThat(prove(number).exitCode()).as("%d", number).isZero();
      CommandRun event = ledger.run("events", "--id", NotarizedLedger.eventId(1, number));
      assertThat(event.out().contains("personal_data_sealed")).isEqualTo(number % 3 == 0);
      Files.writeString(folder.resolve("event.json"), event.out());
      CommandRun check =
          offline(
              "ledger",
              "check",
              path("proof"),
              "--vkey",
              ledger.vkey(),
              "--event",
              path("event.json"));
      checked = check.out();
      assertThat(check.exitCode()).as(checked + check.err()).isZero();
      assertThat(checked)
          .contains("is at position " + number + " of context-graph/" + ledger.id())
          .contains("proven:     the content of the event")
          .contains("not proven: split view and time not proven");
    }
    System.out.println(Files.readString(folder.resolve("first")));
    System.out.println(Files.readString(folder.resolve("proof")));
    System.out.println(checked);
    System.out.println(
        "a proof of 700 positions has " + Files.size(folder.resolve("proof")) + " bytes");
  }

  @Test
  void anEventThatWasEditedIsFoundAndEndsWith1() throws Exception {
    prove(17);
    String event = ledger.run("events", "--id", NotarizedLedger.eventId(1, 17)).out();
    Files.writeString(folder.resolve("event.json"), event.replace("\"s1\"", "\"s2\""));
    CommandRun check =
        offline(
            "ledger",
            "check",
            path("proof"),
            "--vkey",
            ledger.vkey(),
            "--event",
            path("event.json"));
    assertThat(check.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(check.out()).contains("wrong:      the content of the event is not what was");
  }

  @Test
  void anEventBeyondTheCheckpointIsNotProvenYet() throws Exception {
    ledger.append(1, 701, 720);
    assertThat(prove(710).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(prove(710).err()).contains("no checkpoint has position 710 yet");
    assertThat(prove(710, "--checkpoint", path("first")).err())
        .contains("at position 710, but the checkpoint ends at position 700");
    sign("second");
    assertThat(prove(710).exitCode()).isZero();
    assertThat(prove(17, "--checkpoint", path("first")).exitCode()).isZero();
    assertThat(Files.readString(folder.resolve("proof")))
        .endsWith(Files.readString(folder.resolve("first")));
  }

  @Test
  void anEventThatTheLedgerDoesNotHaveIsSaidSo() {
    assertThat(prove(9_999).exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(prove(9_999).err()).contains("the ledger has no event");
  }

  @Test
  void consistencyIsProvenByTheLedgerAndThenWithoutIt() throws Exception {
    ledger.append(1, 701, 1_500);
    sign("second");
    CommandRun online =
        ledger.run("ledger", "consistency", path("first"), path("second"), "--out", path("growth"));
    assertThat(online.exitCode()).as(online.out() + online.err()).isZero();
    assertThat(online.out()).contains("positions 1 to 1500 continues that with positions 1 to 700");
    CommandRun check =
        offline(
            "ledger",
            "consistency",
            path("first"),
            path("second"),
            "--proof",
            path("growth"),
            "--vkey",
            ledger.vkey());
    System.out.println(check.out());
    assertThat(check.exitCode()).as(check.out()).isZero();
    assertThat(check.out()).contains("signed the ledger with positions 1 to 1500");
    CommandRun swapped =
        offline("ledger", "consistency", path("second"), path("first"), "--proof", path("growth"));
    assertThat(swapped.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(swapped.err()).contains("name the older checkpoint first");
  }

  @Test
  void aCheckpointOfAnotherHistoryIsNotContinued() throws Exception {
    NotarizedLedger other = ledger.backup();
    ledger.append(1, 701, 800);
    sign("second");
    other.append(2, 701, 900);
    CommandRun check = other.run("ledger", "consistency", path("first"), path("second"));
    assertThat(check.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(check.out()).contains("wrong:      the proof does not show");
    assertThat(
            other
                .run(
                    "ledger",
                    "prove",
                    NotarizedLedger.eventId(1, 3),
                    "--checkpoint",
                    path("second"))
                .err())
        .contains("the ledger has another tree than the checkpoint of 800 positions");
  }

  @Test
  void whatIsNoProofIsWrongAndWhatIsNoKeyIsWrongUsage() throws Exception {
    Files.writeString(folder.resolve("proof"), "nothing\n");
    CommandRun check = offline("ledger", "check", path("proof"), "--vkey", ledger.vkey());
    assertThat(check.exitCode()).isEqualTo(ExitCode.FOUND);
    assertThat(check.out()).startsWith("wrong:      the proof is malformed: ");
    assertThat(offline("ledger", "check", path("proof"), "--vkey", "x").exitCode())
        .isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(offline("ledger", "check", path("proof")).err()).contains("--vkey or --trust");
    assertThat(offline("ledger", "check", path("none"), "--vkey", ledger.vkey()).exitCode())
        .isEqualTo(ExitCode.WRONG_USAGE);
  }
}

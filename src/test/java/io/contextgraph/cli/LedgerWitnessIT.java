package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contextgraph.note.KeyFile;
import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.system.TestServers;
import io.contextgraph.witness.Witness;
import io.contextgraph.witness.WitnessServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

  private Witness witness() throws Exception {
    return Witness.open(
        folder.resolve("state"),
        List.of(new KeyFile(ledger.key()).read().get(0).verifierKey()),
        List.of(key),
        InstantSource.system(),
        notice -> {});
  }

  @Test
  void aWitnessThatAnswersCosignsAndOneThatIsAwayIsNamed() throws Exception {
    trust(1);
    assertThat(ledger.run("ledger", "checkpoint").exitCode()).isZero();
    assertThat(check().exitCode()).as("without a cosignature").isEqualTo(ExitCode.FOUND);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (Witness witness = witness();
        WitnessServer server = WitnessServer.start(witness, any, notice -> {})) {
      for (int size : new int[] {300, 300, 900}) {
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

  @Test
  void moreSignaturesThanACheckpointMayHaveAreLeftOut() throws Exception {
    AtomicInteger keys = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answerJunk(exchange, keys));
    server.start();
    try {
      List<String> words = new ArrayList<>(List.of("ledger", "checkpoint"));
      for (int i = 1; i <= 7; i++) {
        words.addAll(List.of("--witness", "http://127.0.0.1:" + server.getAddress().getPort()));
      }
      CommandRun run = ledger.run(words.toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err().lines())
          .singleElement()
          .asString()
          .contains("is left out: a note has more than 100 signatures");
      assertThat(SignedNote.parse(run.out().getBytes(StandardCharsets.UTF_8)).signatures())
          .as("the notary's and those of six answers")
          .hasSize(97);
    } finally {
      server.stop(0);
    }
  }

  /** Sixteen signatures of keys that were in no answer before. */
  private static void answerJunk(HttpExchange exchange, AtomicInteger keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; i <= 16; i++) {
      lines.append(new NoteSignature("w", keys.incrementAndGet(), new byte[72]).line());
      lines.append('\n');
    }
    try (exchange) {
      byte[] body = lines.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** A witness that answers a line with the name and key id of another one. */
  private static void answerClaim(HttpExchange exchange, NoteSignature claim) throws IOException {
    try (exchange) {
      byte[] body = (claim.line() + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Test
  void aWitnessCannotPutItsLineInThePlaceOfAnother() throws Exception {
    trust(1);
    VerifierKey genuine = key.verifierKey();
    NoteSignature claim = new NoteSignature(genuine.name(), genuine.keyId(), new byte[72]);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer liar = HttpServer.create(any, 0);
    liar.createContext("/", exchange -> answerClaim(exchange, claim));
    liar.start();
    try (Witness witness = witness();
        WitnessServer server = WitnessServer.start(witness, any, notice -> {})) {
      String[] words = {
        "ledger",
        "checkpoint",
        "--witness",
        "http://127.0.0.1:" + liar.getAddress().getPort(),
        "--witness",
        "http://127.0.0.1:" + server.address().getPort(),
        "--out",
        path("newest")
      };
      assertThat(ledger.run(words).exitCode()).isZero();
      SignedNote unverified = SignedNote.parse(Files.readAllBytes(folder.resolve("newest")));
      assertThat(unverified.signaturesOf(genuine)).containsExactly(claim);
      CommandRun run =
          ledger.run(
              Stream.concat(Stream.of(words), Stream.of("--witness-vkey", genuine.toString()))
                  .toArray(String[]::new));
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.err()).contains("answers a cosignature that does not verify");
      SignedNote verified = SignedNote.parse(Files.readAllBytes(folder.resolve("newest")));
      assertThat(verified.signaturesOf(genuine)).hasSize(1).doesNotContain(claim);
      assertThat(check().exitCode()).isZero();
    } finally {
      liar.stop(0);
    }
  }

  @Test
  void theKeyOfAWitnessNeedsAWitnessAndMustBeForCosignatures() throws Exception {
    String cosigning = key.verifierKey().toString();
    CommandRun alone = ledger.run("ledger", "checkpoint", "--witness-vkey", cosigning);
    assertThat(alone.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(alone.err()).contains("--witness-vkey needs a --witness");
    CommandRun log =
        ledger.run("ledger", "checkpoint", "--witness", AWAY, "--witness-vkey", ledger.vkey());
    assertThat(log.exitCode()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(log.err()).contains("not for cosignatures");
  }

  private String every(LedgerCheckpointCommand.Pause pause) {
    return every(ledger.environment(), pause, 77);
  }

  private String every(
      Map<String, String> environment, LedgerCheckpointCommand.Pause pause, int exitCode) {
    CommandLine command =
        new CommandLine(new LedgerCheckpointCommand(new Servers(environment), pause));
    Converters.register(command);
    StringWriter err = new StringWriter();
    command.setErr(new PrintWriter(err, true));
    command.setExecutionExceptionHandler(
        (e, stopped, parsed) -> e instanceof InterruptedException ? 77 : 78);
    assertThat(command.execute("--every", "10s", "--out", path("newest"))).isEqualTo(exitCode);
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

  @Test
  void aPasswordThatIsBeingChangedDoesNotEndANotaryThatSignedBefore() throws Exception {
    String variable = "CONTEXT_GRAPH_POSTGRES_NOTARY_URI";
    Map<String, String> environment = ledger.environment();
    String right = environment.getOrDefault(variable, "");
    String wrong = right.replaceFirst(":[^:@/]*@", ":wrong@");
    int[] pauses = {0};
    String err =
        every(
            environment,
            duration -> {
              pauses[0]++;
              environment.put(variable, pauses[0] == 1 ? wrong : right);
              append(300 + 100 * pauses[0]);
              if (pauses[0] == 3) {
                throw new InterruptedException("the test has seen enough");
              }
            },
            77);
    assertThat(err.lines())
        .singleElement()
        .asString()
        .startsWith("No checkpoint was signed, the next attempt follows: Postgres at")
        .contains("refuses the user or the password");
    assertThat(ledger.text("SELECT max(tree_size) FROM ledger.checkpoint")).isEqualTo("500");
    environment.put(variable, wrong);
    every(environment, duration -> pauses[0]++, 78);
    assertThat(pauses[0]).as("a notary that never signed ends at once").isEqualTo(3);
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

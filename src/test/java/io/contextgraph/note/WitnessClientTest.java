package io.contextgraph.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contextgraph.tree.Hash;
import io.contextgraph.tree.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client against witnesses that do not follow the protocol. */
class WitnessClientTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final Hash LEAF = new Sha256().leaf(new byte[0]);

  private final SigningKey log = key("log.example/a", VerifierKey.ED25519);
  private final SigningKey witness = key("w.example", VerifierKey.COSIGNATURE);
  private final SignedNote checkpoint =
      new SignedNote(new Checkpoint("log.example/a", 1, LEAF).text(), List.of()).signedBy(log);
  private final NoteSignature cosignature =
      Cosignature.sign(witness, checkpoint.text(), Instant.ofEpochSecond(1_800_000_000));
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  private static SigningKey key(String name, byte type) {
    return SigningKey.generate(name, type, new SecureRandom());
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    stopped.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void answers(int status, String body) {
    server.createContext("/", exchange -> answer(exchange, status, body));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      byte[] bytes = SpecifiedNotes.bytes(body);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private List<NoteSignature> cosign(Duration timeout) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/prefix/");
    return new WitnessClient(uri, List.of(witness.verifierKey()), timeout)
        .cosign(checkpoint, 0, (height, index) -> LEAF);
  }

  @Test
  void theRequestGoesBelowThePrefixAndHasTheFormOfTheSpecification() throws Exception {
    StringBuilder received = new StringBuilder();
    server.createContext(
        "/",
        exchange -> {
          received.append(exchange.getRequestMethod()).append(' ');
          received.append(exchange.getRequestURI()).append('\n');
          received.append(new String(exchange.getRequestBody().readAllBytes(), "UTF-8"));
          answer(exchange, 200, cosignature.line() + "\n");
        });
    assertThat(cosign(LONG)).containsExactly(cosignature);
    assertThat(received.toString())
        .isEqualTo(
            "POST /prefix/add-checkpoint\nold 0\n\n" + new String(checkpoint.toBytes(), "UTF-8"));
  }

  @Test
  void signaturesOfOtherKeysAreIgnored() throws Exception {
    SigningKey other = key("other.example", VerifierKey.COSIGNATURE);
    NoteSignature ignored =
        Cosignature.sign(other, checkpoint.text(), Instant.ofEpochSecond(1_800_000_000));
    answers(200, ignored.line() + "\n" + cosignature.line() + "\n");
    assertThat(cosign(LONG)).containsExactly(cosignature);
  }

  @Test
  void aCosignatureThatDoesNotVerifyIsRefused() {
    byte[] bytes = cosignature.signature();
    bytes[20]++;
    answers(200, new NoteSignature("w.example", cosignature.keyId(), bytes).line() + "\n");
    assertThatThrownBy(() -> cosign(LONG)).hasMessageContaining("does not verify");
  }

  @Test
  void withoutAKeyTheSignatureOfTheLogIsNotReplaced() {
    answers(
        200,
        new NoteSignature(log.verifierKey().name(), log.verifierKey().keyId(), new byte[64]).line()
            + "\n");
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    WitnessClient client = new WitnessClient(uri, List.of(), LONG);
    assertThatThrownBy(() -> client.cosign(checkpoint, 0, (height, index) -> LEAF))
        .hasMessageContaining("no cosignature");
  }

  @Test
  void withoutAKeyASignatureWithoutATimeIsLeftOut() throws Exception {
    NoteSignature timeless = new NoteSignature("w.example", 7, new byte[64]);
    answers(200, timeless.line() + "\n" + cosignature.line() + "\n");
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    WitnessClient client = new WitnessClient(uri, List.of(), LONG);
    assertThat(client.cosign(checkpoint, 0, (height, index) -> LEAF)).containsExactly(cosignature);
  }

  private WitnessClient withoutKeys() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new WitnessClient(uri, List.of(), LONG);
  }

  /** What a witness answers that claims the key of another one. */
  private NoteSignature garbage() {
    return new NoteSignature("w.example", cosignature.keyId(), new byte[72]);
  }

  /** So a checkpoint that is cosigned again and again does not grow. */
  @Test
  void withoutAKeyTheFirstCosignatureOfANameAndKeyIdIsKept() throws Exception {
    answers(200, cosignature.line() + "\n");
    assertThat(withoutKeys().cosign(checkpoint, 0, (height, index) -> LEAF))
        .containsExactly(cosignature);
    for (NoteSignature first : List.of(cosignature, garbage())) {
      SignedNote cosigned = checkpoint.with(first);
      assertThat(withoutKeys().cosign(cosigned, 0, (height, index) -> LEAF)).isEmpty();
    }
  }

  @Test
  void withoutAKeyACosignatureThatClaimsTheKeyOfTheLogIsLeftOut() throws Exception {
    NoteSignature claim =
        new NoteSignature(log.verifierKey().name(), log.verifierKey().keyId(), new byte[72]);
    answers(200, claim.line() + "\n" + cosignature.line() + "\n");
    assertThat(withoutKeys().cosign(checkpoint, 0, (height, index) -> LEAF))
        .containsExactly(cosignature);
  }

  @Test
  void ofSeveralCosignaturesThatClaimTheKeyTheValidOneIsTaken() throws Exception {
    answers(200, garbage().line() + "\n" + cosignature.line() + "\n");
    assertThat(cosign(LONG)).containsExactly(cosignature);
  }

  @Test
  void onlyCosignaturesThatAGivenKeyVerifiesAreLeftOfANote() {
    SigningKey other = key("other.example", VerifierKey.COSIGNATURE);
    SignedNote all =
        new SignedNote(
            checkpoint.text(),
            List.of(
                checkpoint.signatures().get(0),
                garbage(),
                Cosignature.sign(other, checkpoint.text(), Instant.ofEpochSecond(1)),
                cosignature));
    assertThat(Cosignature.onlyOf(List.of(witness.verifierKey()), all))
        .isEqualTo(checkpoint.with(cosignature));
  }

  @Test
  void anAnswerThatIsNoSignatureIsRefused() {
    answers(200, "<html>\n");
    assertThatThrownBy(() -> cosign(LONG)).hasMessageContaining("answers no signatures");
  }

  @Test
  void aWitnessThatReportsTheSameSizeIsNotAskedAgain() {
    answers(409, "0\n");
    assertThatThrownBy(() -> cosign(LONG)).hasMessageEndingWith("answers 409 0");
  }

  @Test
  void aWitnessThatReportsALargerSizeIsNotAskedAgain() {
    answers(409, "9223372036854775807\n");
    assertThatThrownBy(() -> cosign(LONG)).hasMessageContaining("has cosigned a tree of");
  }

  @Test
  void aRefusalIsShownInPrintableWords() {
    answers(403, "no \u001b[31mkey\n");
    assertThatThrownBy(() -> cosign(LONG)).hasMessageEndingWith("answers 403 no  [31mkey");
  }

  @Test
  void aWitnessThatDoesNotAnswerIsGivenUp() {
    server.createContext("/", exchange -> awaitStop());
    assertThatThrownBy(() -> cosign(SHORT)).hasMessageContaining("did not answer within 300 ms");
  }

  @Test
  void aWitnessWhoseAnswerDoesNotEndIsGivenUp() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (stopped.getCount() > 0) {
              body.write(new byte[10_000]);
            }
          }
        });
    assertThatThrownBy(() -> cosign(SHORT)).hasMessageContaining("did not answer within 300 ms");
  }

  private void awaitStop() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aWitnessThatIsNotThereCannotBeReached() {
    server.stop(0);
    assertThatThrownBy(() -> cosign(LONG))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void anAddressWithoutHttpAndAKeyOfALogAreRefused() {
    for (String uri : List.of("ftp://w.example/", "w.example", "http:///path")) {
      assertThatThrownBy(() -> new WitnessClient(URI.create(uri), List.of(), LONG))
          .as(uri)
          .isInstanceOf(IllegalArgumentException.class);
    }
    URI uri = URI.create("http://w.example");
    assertThatThrownBy(() -> new WitnessClient(uri, List.of(log.verifierKey()), LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

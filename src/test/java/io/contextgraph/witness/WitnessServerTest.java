package io.contextgraph.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contextgraph.note.NoteSignature;
import io.contextgraph.note.SignedNote;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.WitnessClient;
import io.contextgraph.note.WitnessException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A witness over HTTP, on the loopback interface. */
class WitnessServerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final TestLog log = TestLog.of("log.example/a", 200);
  private final SigningKey key = TestLog.newWitnessKey("w.example");
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> notices = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private Witness witness;

  @SuppressWarnings("NullAway.Init")
  private WitnessServer server;

  @BeforeEach
  void start() throws IOException {
    witness =
        Witness.open(
            folder,
            List.of(log.key().verifierKey()),
            List.of(key),
            InstantSource.system(),
            notices::add);
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    server = WitnessServer.start(witness, any, notices::add);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
    witness.close();
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.address().getPort());
  }

  private WitnessClient client() {
    return new WitnessClient(uri(), List.of(key.verifierKey()), TIMEOUT);
  }

  private HttpResponse<String> post(String path, byte[] body)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri().resolve(path)).POST(BodyPublishers.ofByteArray(body)).build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri().resolve(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void aLogGetsItsCheckpointsCosignedOneAfterTheOther() throws Exception {
    WitnessClient client = client();
    long old = 0;
    for (long size : new long[] {0, 1, 2, 7, 64, 64, 200}) {
      List<NoteSignature> cosignatures = client.cosign(log.checkpoint(size), old, log);
      assertThat(cosignatures).hasSize(1).allMatch(it -> it.isOf(key.verifierKey()));
      old = size;
    }
  }

  @Test
  void aLogThatDoesNotKnowTheOldSizeLearnsItFromTheWitness() throws Exception {
    client().cosign(log.checkpoint(7), 0, log);
    assertThat(client().cosign(log.checkpoint(100), 0, log)).hasSize(1);
    assertThat(client().cosign(log.checkpoint(150), 3, log)).hasSize(1);
  }

  @Test
  void aLogThatWasSetBackIsRefusedWithTheSizeOfTheWitness() throws Exception {
    client().cosign(log.checkpoint(100), 0, log);
    assertThatThrownBy(() -> client().cosign(log.checkpoint(7), 7, log))
        .isInstanceOf(WitnessException.class)
        .hasMessageContaining("has cosigned a tree of 100 leaves");
  }

  @Test
  void aForkedLogIsRefusedAndTheReasonIsGiven() throws Exception {
    client().cosign(log.checkpoint(100), 0, log);
    TestLog other = log.forkedAt(50);
    assertThatThrownBy(() -> client().cosign(other.checkpoint(150), 100, other))
        .hasMessageContaining("422 the consistency proof fails");
    assertThatThrownBy(() -> client().cosign(other.checkpoint(100), 0, other))
        .hasMessageContaining("422 the log has forked");
    assertThatThrownBy(() -> client().cosign(log.checkpoint(150), 100, log))
        .hasMessageContaining("422 the log has forked");
    assertThat(notices).hasSize(1);
  }

  @Test
  void aStaleSizeIsAnsweredAsTheSpecificationSays() throws Exception {
    post("/add-checkpoint", log.request(0, 7).toBytes());
    HttpResponse<String> answer = post("/add-checkpoint", log.request(0, 13).toBytes());
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).isEqualTo("7\n");
    assertThat(answer.headers().allValues("Content-Type")).containsExactly("text/x.tlog.size");
  }

  @Test
  void theAnswerIsTheLineOfTheCosignature() throws Exception {
    HttpResponse<String> answer = post("/add-checkpoint", log.request(0, 7).toBytes());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).startsWith("— w.example ").endsWith("\n");
    assertThat(answer.body().lines()).hasSize(1);
  }

  @Test
  void theLastCheckpointCanBeReadWithAllItsSignatures() throws Exception {
    String path = "/" + WitnessState.name(log.origin()) + "/checkpoint";
    assertThat(get(path).statusCode()).isEqualTo(404);
    List<NoteSignature> added = client().cosign(log.checkpoint(7), 0, log);
    SignedNote expected = log.checkpoint(7).with(added.get(0));
    assertThat(get(path).body().getBytes(StandardCharsets.UTF_8)).isEqualTo(expected.toBytes());
  }

  @Test
  void otherAddressesMethodsAndTooLargeBodiesAreRefused() throws Exception {
    assertThat(get("/add-checkpoint").statusCode()).isEqualTo(405);
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(post("/add-checkpoints", new byte[0]).statusCode()).isEqualTo(404);
    assertThat(post("/add-checkpoint", new byte[0]).statusCode()).isEqualTo(400);
    assertThat(post("/add-checkpoint", new byte[1_000_001]).statusCode()).isEqualTo(400);
  }

  @Test
  void ofRequestsAtOnceThatContradictEachOtherOneIsCosigned() throws Exception {
    client().cosign(log.checkpoint(50), 0, log);
    TestLog other = log.forkedAt(60);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        TestLog sent = i % 2 == 0 ? log : other;
        byte[] body = sent.request(50, 101 + i).toBytes();
        answers.add(threads.submit(() -> post("/add-checkpoint", body)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : answers) {
        statuses.add(answer.get().statusCode());
      }
      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses).containsOnly(200, 409);
    } finally {
      threads.shutdownNow();
    }
  }
}

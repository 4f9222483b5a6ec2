package io.contextgraph.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.contextgraph.note.SignedNote;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A witness over HTTP: POST /add-checkpoint and GET /HASH/checkpoint. */
public final class WitnessServer implements AutoCloseable {
  private static final int MAX_BODY = 1_000_000;
  private static final int THREADS = 8;
  private static final String ADD = "/add-checkpoint";
  private static final Pattern CHECKPOINT = Pattern.compile("/([0-9a-f]{64})/checkpoint");

  private final Witness witness;
  private final Consumer<String> notices;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private WitnessServer(Witness witness, Consumer<String> notices, HttpServer http) {
    this.witness = witness;
    this.notices = notices;
    this.http = http;
  }

  /**
   * Listens at an address and answers until it is closed.
   *
   * @param notices receives a line for each request that failed
   * @throws IOException if the address cannot be used
   */
  public static WitnessServer start(
      Witness witness, InetSocketAddress address, Consumer<String> notices) throws IOException {
    WitnessServer server = new WitnessServer(witness, notices, HttpServer.create(address, 0));
    server.http.setExecutor(server.threads);
    server.http.createContext("/", server::handle);
    server.http.start();
    return server;
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return http.getAddress();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange);
      exchange.getResponseHeaders().set("Content-Type", reply.type());
      byte[] body = reply.bytes();
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange) {
    try {
      return route(exchange);
    } catch (IOException | RuntimeException e) {
      notices.accept("a request failed: " + FailureText.of(e));
      return Reply.refused(500, "the witness failed");
    }
  }

  private Reply route(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Matcher checkpoint = CHECKPOINT.matcher(path);
    if (path.equals(ADD)) {
      return method.equals("POST") ? add(exchange) : Reply.refused(405, "use POST");
    }
    if (checkpoint.matches()) {
      return method.equals("GET") ? last(checkpoint.group(1)) : Reply.refused(405, "use GET");
    }
    return Reply.refused(404, "this address is unknown");
  }

  private Reply add(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    return body.length > MAX_BODY
        ? Reply.refused(400, "the request is larger than " + MAX_BODY + " bytes")
        : witness.addCheckpoint(body);
  }

  private Reply last(String originHash) throws IOException {
    Optional<SignedNote> last = witness.last(originHash);
    return last.map(note -> Reply.checkpoint(note.toBytes()))
        .orElseGet(() -> Reply.refused(404, "no checkpoint of this log was cosigned"));
  }

  /** Stops at once; a request that is being answered may be cut off. */
  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}

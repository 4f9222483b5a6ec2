package io.contextgraph.note;

import io.contextgraph.server.FailureText;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests to a witness and reads the first bytes of its answers, within a time. */
final class WitnessExchange {
  private static final int MAX_ANSWER = 65_536;

  private final HttpClient http;
  private final URI witness;
  private final URI target;
  private final Duration timeout;

  /**
   * @throws IllegalArgumentException if the URL is none of a server of HTTP
   */
  WitnessExchange(URI witness, Duration timeout) {
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    this.witness = witness;
    this.target = URI.create(witness.toString().replaceFirst("/*$", "") + "/add-checkpoint");
    this.timeout = timeout;
    if (!String.valueOf(witness.getScheme()).matches("https?") || witness.getHost() == null) {
      throw new IllegalArgumentException("the URL of a witness is http://HOST or https://HOST");
    }
  }

  WitnessAnswer post(WitnessRequest request) throws WitnessException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(target)
            .header("Content-Type", "text/plain; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.toBytes()))
            .build();
    CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(post, head -> bounded());
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return new WitnessAnswer(response.statusCode(), response.body());
    } catch (ExecutionException e) {
      throw new WitnessException(
          "the witness " + witness + " cannot be reached: " + FailureText.of(e), e);
    } catch (TimeoutException e) {
      throw new WitnessException(
          "the witness " + witness + " did not answer within " + timeout.toMillis() + " ms", e);
    } finally {
      answer.cancel(true);
    }
  }

  /** Keeps the first bytes, however many arrive. */
  private static HttpResponse.BodySubscriber<byte[]> bounded() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    HttpResponse.BodySubscriber<Void> all =
        HttpResponse.BodySubscribers.ofByteArrayConsumer(part -> keep(part, kept));
    return HttpResponse.BodySubscribers.mapping(all, end -> kept.toByteArray());
  }

  private static void keep(Optional<byte[]> part, ByteArrayOutputStream kept) {
    part.ifPresent(bytes -> kept.write(bytes, 0, Math.min(bytes.length, MAX_ANSWER - kept.size())));
  }
}

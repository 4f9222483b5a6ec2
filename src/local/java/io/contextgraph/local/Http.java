package io.contextgraph.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Requests to the HTTP interfaces of servers on this machine; each takes at most 20 s. */
public final class Http {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private Http() {}

  static boolean answers(URI uri) {
    try {
      get(uri);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  static String get(URI uri) throws IOException {
    return send(HttpRequest.newBuilder(uri).GET());
  }

  public static JsonNode json(URI uri) throws IOException {
    return JSON.readTree(get(uri));
  }

  public static JsonNode post(URI uri, String body) throws IOException {
    return JSON.readTree(
        send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))));
  }

  static void patch(URI uri) throws IOException {
    send(HttpRequest.newBuilder(uri).method("PATCH", HttpRequest.BodyPublishers.noBody()));
  }

  private static String send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> response =
          CLIENT.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 400) {
        throw new IOException("HTTP " + response.statusCode() + ": " + reason(response.body()));
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Why a request failed, in one line. Flink sends a list of texts, of which the last may be a
   * stack trace: then it is the last cause, without its class.
   */
  private static String reason(String body) {
    try {
      String last = "";
      for (JsonNode error : JSON.readTree(body).path("errors")) {
        last = error.asText();
      }
      return ClientOutput.rootCause(last)
          .map(ClientOutput::withoutClass)
          .orElse(last.lines().findFirst().orElse(body));
    } catch (JsonProcessingException otherServer) {
      return body;
    }
  }
}

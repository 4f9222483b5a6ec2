package io.contextgraph.note;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The members of TRUST.json, each read by itself. */
record TrustJson(String origin, List<TrustedLog> logs, List<VerifierKey> witnesses, int quorum) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static TrustJson read(byte[] json) {
    MalformedNoteException.require(
        json.length <= NoteForm.MAX_BYTES, "the trust is larger than " + NoteForm.MAX_BYTES);
    JsonNode root = tree(json);
    requireMembers(root, Set.of("origin", "logs", "witnesses", "quorum"));
    List<TrustedLog> logs = new ArrayList<>();
    array(root, "logs").forEach(log -> logs.add(log(log)));
    List<VerifierKey> witnesses = new ArrayList<>();
    array(root, "witnesses").forEach(key -> witnesses.add(key(key)));
    JsonNode quorum = root.path("quorum");
    MalformedNoteException.require(
        quorum.isMissingNode() || quorum.isInt(), "the quorum is not a whole number");
    return new TrustJson(text(root.path("origin"), "the origin"), logs, witnesses, quorum.asInt(0));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new MalformedNoteException("the trust is not JSON", e);
    }
  }

  private static TrustedLog log(JsonNode log) {
    requireMembers(log, Set.of("vkey", "last_size"));
    JsonNode last = log.path("last_size");
    MalformedNoteException.require(
        last.isMissingNode() || (last.isIntegralNumber() && last.canConvertToLong()),
        "the last size of a key is not a whole number");
    return new TrustedLog(
        key(log.path("vkey")),
        last.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(last.asLong()));
  }

  private static VerifierKey key(JsonNode key) {
    return VerifierKey.parse(text(key, "a verifier key"));
  }

  private static JsonNode array(JsonNode root, String name) {
    JsonNode array = root.path(name);
    MalformedNoteException.require(
        array.isArray() || array.isMissingNode(), "the trust's " + name + " are not a list");
    return array;
  }

  private static String text(JsonNode node, String what) {
    MalformedNoteException.require(node.isTextual(), what + " is missing or not a text");
    return node.asText();
  }

  private static void requireMembers(JsonNode node, Set<String> known) {
    MalformedNoteException.require(node.isObject(), "the trust is not a JSON object");
    node.fieldNames()
        .forEachRemaining(
            name ->
                MalformedNoteException.require(
                    known.contains(name), "the trust has an unknown member"));
  }
}

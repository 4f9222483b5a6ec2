package io.contextgraph.system;

/**
 * An entry that Redis acknowledged.
 *
 * @param kind which outcome it must have
 * @param payloadHash SHA-256 of its payload, in hex
 */
public record Sent(String stream, String entryId, String eventId, Kind kind, String payloadHash) {
  public enum Kind {
    /** A valid event, possibly sent more than once. */
    EVENT,
    /** A valid event with different content under the id of an EVENT. */
    CONFLICT,
    /** Can only become a dead letter. */
    INVALID
  }

  public String entry() {
    return stream + " " + entryId;
  }
}

package io.contextgraph.system;

/**
 * An entry that Redis acknowledged.
 *
 * @param kind which outcome it must have
 * @param payloadHash SHA-256 of its payload, in hex
 */
public record Sent(String stream, String entryId, String eventId, Kind kind, String payloadHash) {
  public enum Kind {
    /** A good event, perhaps sent more than once. */
    EVENT,
    /** A good event with another content under the id of an EVENT. */
    RIVAL,
    /** Can only become a dead letter. */
    POISON
  }

  public String entry() {
    return stream + " " + entryId;
  }
}

package io.contextgraph.event;

/**
 * The stream entry that an event was decoded from.
 *
 * @param stream the stream's key
 * @param entryId the entry's id in that stream
 * @param fields the entry as sent, in the form of {@link FieldsFormat} but without the payload, so
 *     that the payload is not sent twice between operators; must not be modified
 * @param replayed whether the entry is a dead letter that was put back on its stream; if so, only
 *     the ledger decides whether the event is a duplicate
 */
public record EventOrigin(String stream, String entryId, byte[] fields, boolean replayed) {
  /** With a sealed value in the place of the omitted plain one. */
  EventOrigin withSealed(SealedValue sealed) {
    return new EventOrigin(stream, entryId, FieldsFormat.withSealed(fields, sealed), replayed);
  }
}

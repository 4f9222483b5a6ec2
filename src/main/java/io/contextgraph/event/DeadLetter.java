package io.contextgraph.event;

/**
 * An entry that cannot become an event.
 *
 * @param detail what is wrong, for a human reader; never contains a field's value
 * @param fields the entry as sent, in the form of {@link FieldsFormat}
 */
public record DeadLetter(
    String stream, String entryId, Reason reason, String detail, byte[] fields) {}

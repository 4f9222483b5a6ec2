package io.contextgraph.event;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as a person presents it: a line that {@link EventLine} wrote, or that a producer could
 * publish. Its content hash is computed from its fields; what the ledger is said to have added is
 * only repeated.
 *
 * @param event what the line says, apart from the next two
 * @param personalDataSealed ciphertext, or null if the line has none; must not be modified
 * @param recording what the line says that the ledger added, or null
 */
public record PresentedEvent(
    Event event, byte @Nullable [] personalDataSealed, @Nullable Recording recording) {
  /** The ledger decided about the time when it recorded the event. */
  private static final EventLimits ANY_TIME =
      new EventLimits(Duration.ofDays(10_000_000), Duration.ofDays(10_000_000));

  /**
   * Parses a line.
   *
   * @param clock not used to judge the event
   * @throws MalformedLineException if it is not the JSON of an event that a ledger accepts, or
   *     shows what the content hash does not cover: another payload than {@code payload_base64},
   *     the mark of a replayed dead letter, or something unknown that the ledger is said to have
   *     added
   */
  public static PresentedEvent parse(byte[] line, Clock clock) {
    List<byte[]> sent = new ArrayList<>();
    byte[] sealed = split(EventJson.shownFields(line), sent);
    Recording recording = RecordingJson.read(LineText.of(line));
    RawEntry entry =
        new RawEntry(
            recording == null ? "" : recording.stream(),
            recording == null ? "" : recording.entryId(),
            sent,
            sent.stream().mapToLong(field -> field.length).sum(),
            true);
    Decoded decoded = new EventCodec(ANY_TIME, PlainPersonalData.REFUSE, clock, true).decode(entry);
    if (decoded instanceof Decoded.Rejected rejected) {
      DeadLetter letter = rejected.deadLetter();
      throw new MalformedLineException(letter.reason(), letter.detail());
    }
    return new PresentedEvent(((Decoded.Valid) decoded).event(), sealed, recording);
  }

  public EventId eventId() {
    return event.eventId();
  }

  /** See {@link ContentHash}; computed from the fields. Must not be modified. */
  public byte[] contentHash() {
    return event.contentHash();
  }

  /**
   * Whether a line is the one that {@link EventLine} writes of this event.
   *
   * @param line without its end
   */
  public boolean isWrittenAs(byte[] line) {
    return recording != null
        && Arrays.equals(line, EventLine.of(recorded(recording)).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The event as the ledger has it.
   *
   * @param added what the ledger added
   */
  public RecordedEvent recorded(Recording added) {
    return new RecordedEvent(
        event.required(), event.optional(), event.content(), personalDataSealed, added);
  }

  /** Adds the fields except the sealed personal data, which are returned. */
  private static byte @Nullable [] split(List<byte[]> fields, List<byte[]> sent) {
    byte[] sealed = null;
    for (int i = 0; i < fields.size(); i += 2) {
      FieldName name = FieldName.of(fields.get(i));
      if (name == FieldName.CONTEXT_GRAPH_REPLAY_OF) {
        throw new MalformedLineException(
            Reason.INVALID_JSON, "it has " + name + ", which is not part of a recorded event");
      }
      if (name == FieldName.PERSONAL_DATA_SEALED) {
        sealed = base64(fields.get(i + 1));
      } else {
        sent.addAll(fields.subList(i, i + 2));
      }
    }
    return sealed;
  }

  private static byte[] base64(byte[] text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedLineException(
          Reason.INVALID_JSON, "its personal_data_sealed is not base64");
    }
  }
}

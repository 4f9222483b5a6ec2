package io.contextgraph.event;

import io.contextgraph.ledger.LedgerRoundTrip;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What Jazzer calls with bytes that it makes up; FuzzIT starts it. An input is a byte of flags,
 * then fields: a byte that names a known field (or, from 128 on, a length and so many bytes of a
 * name), two bytes of length, and the value. With an even first byte the required fields that are
 * not there are put in, so that the rest of the decoder is reached.
 *
 * <p>Every input must end as a valid event, which a real ledger takes and gives back as it was, or
 * as a dead letter; an exception is a finding.
 */
public final class EventCodecFuzz {
  private static final FieldName[] NAMES = FieldName.values();
  private static final Map<String, String> REQUIRED =
      Map.of(
          "event_id", "01a19b7c-a680-71c3-ace8-a48712937ea3",
          "event_type", "tool.execute",
          "occurred_at", "2026-11-02T09:00:00Z",
          "session_id", "s",
          "agent_id", "a",
          "trace_id", "t");

  private static final EventCodec CODEC = new EventCodec(EventLimits.DEFAULT, Clock.systemUTC());
  private static final Map<String, Long> OUTCOMES = new TreeMap<>();
  private static LedgerRoundTrip ledger;

  private EventCodecFuzz() {}

  /** Called by Jazzer at the start. */
  public static void fuzzerInitialize() {
    ledger = LedgerRoundTrip.fromProperties();
  }

  /** Called by Jazzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    Decoded decoded =
        CODEC.decode(new RawEntry("events", "1-1", fields(input), input.length, true));
    if (decoded instanceof Decoded.Valid valid) {
      count("VALID");
      ledger.add(withNewId(valid.event()));
    } else if (decoded instanceof Decoded.Rejected rejected) {
      count(rejected.deadLetter().reason().name());
      FieldsFormat.read(rejected.deadLetter().fields());
    }
  }

  /** Called by Jazzer at the end. */
  public static void fuzzerTearDown() {
    ledger.close();
    System.err.println("Outcomes: " + OUTCOMES);
  }

  private static void count(String outcome) {
    OUTCOMES.merge(outcome, 1L, Long::sum);
  }

  /** The ledger would drop an event with the id of an earlier one as a duplicate. */
  private static Event withNewId(Event event) {
    RequiredFields required =
        new RequiredFields(
            EventId.of(UUID.randomUUID()),
            event.eventType(),
            event.occurredAt(),
            event.sessionId(),
            event.agentId(),
            event.traceId());
    return new Event(
        required, event.optional(), event.content(), event.contentHash(), event.origin());
  }

  private static List<byte[]> fields(byte[] input) {
    List<byte[]> fields = new ArrayList<>();
    int[] at = {1};
    while (at[0] < input.length) {
      int name = input[at[0]++];
      fields.add(name < 0 ? take(input, at, name + 128) : NAMES[name % NAMES.length].bytes());
      int high = at[0] < input.length ? input[at[0]++] & 0xff : 0;
      int low = at[0] < input.length ? input[at[0]++] & 0xff : 0;
      fields.add(take(input, at, high << 8 | low));
    }
    if (input.length == 0 || input[0] % 8 != 7) {
      Map<String, String> missing = new LinkedHashMap<>(REQUIRED);
      for (int i = 0; i < fields.size(); i += 2) {
        missing.remove(new String(fields.get(i), StandardCharsets.UTF_8));
      }
      missing.forEach(
          (key, value) -> {
            fields.add(key.getBytes(StandardCharsets.US_ASCII));
            fields.add(value.getBytes(StandardCharsets.US_ASCII));
          });
    }
    return fields;
  }

  private static byte[] take(byte[] input, int[] at, int length) {
    int end = Math.min(input.length, at[0] + length);
    byte[] bytes = java.util.Arrays.copyOfRange(input, at[0], end);
    at[0] = end;
    return bytes;
  }

  /**
   * An input that gives these fields, for a corpus to begin with; values are cut at 65,535 bytes.
   */
  static byte[] input(List<byte[]> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    for (int i = 0; i < fields.size(); i += 2) {
      FieldName known = FieldName.of(fields.get(i));
      if (known == null) {
        int length = Math.min(127, fields.get(i).length);
        out.write(length - 128);
        out.write(fields.get(i), 0, length);
      } else {
        out.write(known.ordinal());
      }
      int length = Math.min(65_535, fields.get(i + 1).length);
      out.write(length >> 8);
      out.write(length);
      out.write(fields.get(i + 1), 0, length);
    }
    return out.toByteArray();
  }
}

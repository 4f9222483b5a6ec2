package io.contextgraph.system;

import io.contextgraph.event.FieldsFormat;
import io.contextgraph.event.HostileCase;
import io.contextgraph.event.Reason;
import io.contextgraph.event.SealedValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Sends the hostile cases as entries of a stream and checks the outcome of each. */
record HostileEntries(Outside outside, List<Entry> entries) {
  private static final String EVENTS = "SELECT entry_id FROM ledger.event WHERE stream = 'events'";
  private static final String LETTERS =
      "SELECT entry_id, reason, encode(fields, 'hex') FROM ledger.dead_letter"
          + " WHERE stream = 'events'";

  /** A case, or the entry sent before it, with the id that Redis assigned. */
  private record Entry(String id, String name, List<byte[]> fields, String expected) {}

  /** A dead letter as it is stored. */
  private record Letter(String reason, String fields) {}

  static HostileEntries send(Outside outside, Path project) throws Exception {
    List<Entry> entries = new ArrayList<>();
    RedisClient client = RedisClient.create(outside.redis());
    try (StatefulRedisConnection<byte[], byte[]> redis = client.connect(ByteArrayCodec.INSTANCE)) {
      for (HostileCase hostile : HostileCase.all(project)) {
        if (!hostile.before().isEmpty()) {
          entries.add(send(redis, hostile.name() + ", before", hostile.before(), "VALID"));
        }
        entries.add(send(redis, hostile.name(), hostile.fields(), hostile.expected()));
      }
    } finally {
      client.shutdown();
    }
    return new HostileEntries(outside, entries);
  }

  private static Entry send(
      StatefulRedisConnection<byte[], byte[]> redis,
      String name,
      List<byte[]> fields,
      String expected)
      throws Exception {
    CommandArgs<byte[], byte[]> arguments =
        new CommandArgs<>(ByteArrayCodec.INSTANCE).addKey("events".getBytes("US-ASCII")).add("*");
    fields.forEach(arguments::add);
    String id =
        redis
            .async()
            .dispatch(CommandType.XADD, new StatusOutput<>(ByteArrayCodec.INSTANCE), arguments)
            .get();
    return new Entry(id, name, fields, expected);
  }

  /** The cases whose outcome differs from the expected one. */
  List<String> wrong() throws SQLException {
    Map<String, Integer> events = new HashMap<>();
    outside.rows(EVENTS, row -> events.merge(row.get(0), 1, Integer::sum));
    Map<String, Letter> letters = new HashMap<>();
    outside.rows(LETTERS, row -> letters.put(row.get(0), new Letter(row.get(1), row.get(2))));
    List<String> wrong = new ArrayList<>();
    for (Entry entry : entries) {
      int recorded = events.getOrDefault(entry.id(), 0);
      Letter letter = letters.get(entry.id());
      String found =
          recorded == 1 && letter == null
              ? "VALID"
              : recorded == 0 && letter == null
                  ? "DUPLICATE"
                  : recorded == 0 ? letter.reason() : recorded + " rows and " + letter;
      if (!found.equals(entry.expected())) {
        wrong.add(entry.name() + ": " + found + " instead of " + entry.expected());
      } else if (letter != null && !isWhole(entry, letter)) {
        wrong.add(entry.name() + ": its dead letter differs from what was sent");
      }
    }
    return wrong;
  }

  /**
   * Whether the letter has every byte except personal data that were not sealed, or the head of an
   * oversized entry.
   */
  private static boolean isWhole(Entry entry, Letter letter) {
    List<FieldsFormat.Field> stored = FieldsFormat.read(HexFormat.of().parseHex(letter.fields()));
    if (letter.reason().equals(Reason.TOO_LARGE.name())
        && HostileCase.size(entry.fields()) > 1 << 20) {
      return stored.size() <= entry.fields().size() / 2;
    }
    if (stored.size() != entry.fields().size() / 2) {
      return false;
    }
    for (int i = 0; i < stored.size(); i++) {
      byte[] name = entry.fields().get(2 * i);
      byte[] sent = entry.fields().get(2 * i + 1);
      byte[] value = stored.get(i).value();
      boolean same = isPlain(name, sent) ? value == null : Arrays.equals(value, sent);
      if (!same || !Arrays.equals(stored.get(i).name(), name)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPlain(byte[] name, byte[] value) {
    String text = new String(name, StandardCharsets.UTF_8);
    return text.equals("personal_data")
        || text.equals("personal_data_sealed") && !SealedValue.isSealed(value);
  }
}

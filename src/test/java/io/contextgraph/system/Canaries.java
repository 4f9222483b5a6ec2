package io.contextgraph.system;

import io.contextgraph.canary.Marker;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The markers of one run: those in personal data, a different one for each way in which it comes,
 * and the controls in plain.
 */
final class Canaries {
  /** How personal data comes. */
  enum Way {
    SEALED_BY_PRODUCER,
    PLAIN_TO_JOB,
    DEAD_LETTER,
    TOO_LARGE,
    PLAIN_AFTER_ERASURE
  }

  /** In an attribute, which is kept in plain. */
  static final String ATTRIBUTE = "attribute";

  /** At the beginning of a session_id that is too long to be packed. */
  static final String SESSION = "session";

  /** In a long field of a dead letter, which Postgres compresses. */
  static final String LETTER = "letter";

  /** In a stream that no job reads. */
  static final String UNREAD = "unread";

  /** Before the marker of every way. */
  static final String PREFIX = "prefix";

  private final Map<Way, Marker> ways = new EnumMap<>(Way.class);
  private final Map<String, Marker> others;
  private final String run;

  Canaries(Random random) {
    for (Way way : Way.values()) {
      ways.put(way, Marker.random(way.name(), random));
    }
    others = new TreeMap<>();
    for (String name : List.of(ATTRIBUTE, SESSION, LETTER, UNREAD, PREFIX)) {
      others.put(name, Marker.random(name, random));
    }
    run = new UUID(random.nextLong(), random.nextLong()).toString().substring(0, 8);
  }

  /** All of them. */
  List<Marker> all() {
    List<Marker> all = new ArrayList<>(ways.values());
    all.addAll(others.values());
    return all;
  }

  String text(String control) {
    return Objects.requireNonNull(others.get(control)).text();
  }

  /** Longer than what Neo4j stores in a property record. */
  String session() {
    return text(SESSION) + "-" + "x".repeat(120);
  }

  /** The person whose data comes in a way; no marker is in it. */
  String subject(Way way) {
    Way person = way == Way.PLAIN_AFTER_ERASURE ? Way.PLAIN_TO_JOB : way;
    return "canary-" + run + "-" + person.name().toLowerCase(Locale.ROOT);
  }

  /** A JSON object with the marker in its place and as part of a text. */
  String personalData(Way way) {
    String marker = text(PREFIX) + Objects.requireNonNull(ways.get(way)).text();
    return "{\"name\":\"%s\",\"note\":\"call %s, ask for it\"}".formatted(marker, marker);
  }

  /** Whether a text has a marker of a way. */
  boolean isIn(String text, Way way) {
    return text.contains(Objects.requireNonNull(ways.get(way)).text());
  }
}

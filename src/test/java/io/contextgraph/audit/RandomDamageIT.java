package io.contextgraph.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damages a real graph at random; a rebuild and a repair must undo everything. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RandomDamageIT {
  private static final long SEED = Long.getLong("seed", 13L);
  private static final int ROUNDS = Integer.getInteger("rounds", 6);
  private static final int EVENTS = 600;
  private static final int DAMAGES = 60;

  private static final List<String> PROPERTIES =
      List.of(
          "event_id",
          "session_id",
          "occurred_at",
          "global_position",
          "occurred_at",
          "global_position",
          "event_type",
          "status",
          "ended_at",
          "lock");

  /** Of all types; each value is another one, because ids are unique. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "toStringOrNull(e[$property])",
          "'x' + $number",
          "$number",
          "-$number",
          "$number + 0.5",
          "toFloat($number)",
          "[$number]",
          "CASE WHEN $property <> 'event_id' THEN $number > 50 END",
          "datetime('2026-11-02T09:00:01Z') + duration({milliseconds: $number})",
          "localdatetime('2026-11-02T09:00:01') + duration({milliseconds: $number})",
          "datetime('+999999999-01-01T00:00:00Z') + duration({milliseconds: $number})",
          "point({x: $number, y: 1})",
          "'session ' + ($number % 9) + CASE WHEN $property = 'event_id' THEN $number ELSE '' END",
          "'00000000-0000-4000-8000-00000001' + (1000 + $number)");

  private static final List<String> DAMAGE =
      List.of(
          "SET e:$($label)",
          "REMOVE e:Event",
          "DETACH DELETE e",
          "MATCH (o:Event {event_id: $other}) CREATE (e)-[:$($type) {delta_ms: $number}]->(o)",
          "MATCH (e)-[:IN_SESSION]->(o) CREATE (e)-[:$($type)]->(o)",
          "MATCH (e)-[r:$($type)]->(o) CREATE (e)-[:$($type)]->(o)",
          "MATCH (e)-[r:$($type)]->() DELETE r");

  private final Random random = new Random(SEED);
  private int changes;

  @Test
  void anyDamageIsUndone() throws Exception {
    try (ProjectedLedger projected = new ProjectedLedger(EVENTS)) {
      for (int round = 0; round < ROUNDS; round++) {
        List<String> done = new ArrayList<>();
        for (int i = 0; i < DAMAGES; i++) {
          done.add(damage(projected, i));
        }
        if (round % 2 == 0) {
          projected.run("MATCH (p:Projection {name: 'main'}) REMOVE p.format_version");
        }
        String damage = "seed " + SEED + ", round " + round + ": " + done;
        projected.rebuild((unit, reached, total) -> {});
        projected.repair();
        assertThat(projected.verify()).as(damage).isEmpty();
      }
    }
    assertThat(changes).as("damages that changed the graph").isGreaterThan(ROUNDS * DAMAGES / 2);
  }

  /** Returns the statement that does the damage. */
  private String damage(ProjectedLedger projected, int number) {
    String cypher = random.nextBoolean() ? "SET e[$property] = " + any(VALUES) : any(DAMAGE);
    Map<String, Object> parameters =
        Map.of(
            "event", ProjectedLedger.id(random.nextInt(EVENTS)),
            "other", ProjectedLedger.id(random.nextInt(EVENTS)),
            "number", number,
            "property", any(PROPERTIES),
            "label", any(List.of("Foo", "Missing", "Agent", "Tool", "Trace")),
            "type", any(List.of("FOLLOWS", "CAUSED_BY", "IN_SESSION", "USED", "PART_OF", "SAW")));
    boolean changed = projected.run("MATCH (e:Event {event_id: $event}) " + cypher, parameters);
    changes += changed ? 1 : 0;
    return cypher + " " + parameters;
  }

  private String any(List<String> list) {
    return list.get(random.nextInt(list.size()));
  }
}

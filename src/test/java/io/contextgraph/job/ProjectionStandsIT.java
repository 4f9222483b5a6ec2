package io.contextgraph.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.system.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The projection pipeline, with a real Postgres and a real Neo4j, whose graph cannot be continued.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProjectionStandsIT {
  private @TempDir Path folder;
  private ProjectionJob projection;

  @BeforeEach
  void start() throws Exception {
    projection = ProjectionJob.open(folder);
  }

  @AfterEach
  void stop() throws Exception {
    projection.close();
  }

  @Test
  void aGraphOfVersion01IsLeftAloneUntilItIsRebuilt() throws Exception {
    projection.record(500);
    projection.submit();
    projection.awaitProjected();
    projection.run("MATCH (p:Projection) REMOVE p.format_version, p.partitions, p.event_id");
    // Version 0.1 ordered events of one instant by their ids.
    projection.run("MATCH (:Event)-[f:FOLLOWS]->(:Event) DELETE f");
    projection.record(500);
    projection.assertStands("graph rebuild");
    assertThat(projection.number("MATCH (e:Event) RETURN count(e) AS n")).isEqualTo(500);
    projection.rebuild();
    projection.awaitProjected();
    projection.record(100);
    projection.awaitProjected();
    Waiting.await(
        "the projection stands no more", () -> !projection.status().contains("graph rebuild"));
  }

  @Test
  void aJobWhoseGraphCannotBeContinuedStandsFromItsStart() throws Exception {
    projection.run(
        "CREATE (:Projection {name: 'main', partition: 0, position: 0, ledger_id: 'another'})");
    projection.record(100);
    projection.submit();
    projection.assertStands("was projected from ledger another");
    projection.run("MATCH (p:Projection) DELETE p");
    projection.awaitProjected();
  }

  @Tag("full")
  @Test
  void aPartitionWhosePositionWasDeletedIsProjectedAgain() throws Exception {
    projection.record(500);
    projection.submit();
    projection.awaitProjected();
    projection.run("MATCH (p:Projection {partition: 5}) DELETE p");
    projection.record(100);
    projection.awaitProjected();
  }

  @Test
  void anEventThatNeo4jRefusesIsNoReasonToEndTheJob() throws Exception {
    projection.submit();
    projection.run(
        "CREATE CONSTRAINT refusing IF NOT EXISTS FOR (n:Event) REQUIRE n.event_type IS UNIQUE");
    try {
      projection.record(100);
      projection.assertStands("already exists");
    } finally {
      projection.run("DROP CONSTRAINT refusing");
    }
    projection.awaitProjected();
  }

  @Tag("full")
  @Test
  void aProjectionThatStandsCanBeDrained() throws Exception {
    projection.submit();
    projection.run(
        "CREATE CONSTRAINT refusing IF NOT EXISTS FOR (n:Event) REQUIRE n.event_type IS UNIQUE");
    try {
      projection.record(100);
      projection.assertStands("already exists");
      projection.drain();
    } finally {
      projection.run("DROP CONSTRAINT refusing");
    }
    projection.submit();
    projection.awaitProjected();
  }

  @Tag("full")
  @Test
  void aPasswordThatIsMissingAtTheStartIsReadOnceItIsThere() throws Exception {
    Files.delete(projection.password());
    projection.record(100);
    projection.submit();
    projection.assertStands("cannot be read here");
    Files.writeString(projection.password(), projection.rightPassword());
    projection.awaitProjected();
  }

  @Test
  void aRefusedPasswordIsTriedAgainUntilItIsRight() throws Exception {
    Files.writeString(projection.password(), "wrong");
    projection.record(100);
    projection.submit();
    projection.assertStands("refuses the user or the password");
    Files.writeString(projection.password(), projection.rightPassword());
    projection.awaitProjected();
  }

  @Test
  void aLedgerWithAnotherEventAtTheGraphsPositionIsNotProjected() throws Exception {
    projection.record(100);
    projection.submit();
    projection.awaitProjected();
    projection.run("MATCH (p:Projection) SET p.event_id = '00000000-0000-4000-8000-00000000ffff'");
    projection.cancel();
    projection.record(100);
    projection.submit();
    projection.assertStands("The ledger was restored or failed over");
    projection.rebuild();
    projection.awaitProjected();
  }
}

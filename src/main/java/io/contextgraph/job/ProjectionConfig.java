package io.contextgraph.job;

import io.contextgraph.graph.Neo4jConnections;
import io.contextgraph.graph.ProjectionPositions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the graph is, and how the job projects the ledger into it.
 *
 * @param batch the maximum number of events per transaction
 * @param window how many positions are read ahead of the graph
 */
record ProjectionConfig(
    Neo4jConnections neo4j, String name, int partitions, int batch, int window) {
  private static final ServerOptions SERVER =
      ServerOptions.of(
          "neo4j",
          Set.of("bolt", "neo4j", "bolt+s", "neo4j+s"),
          JobOption.text(
              "neo4j.uri",
              "bolt://127.0.0.1:7687",
              "bolt:// or neo4j:// URI, no password",
              "the Neo4j server that contains the graph; `bolt+s://` or `neo4j+s://` for TLS with the"
                  + " authorities that the JVM trusts"),
          JobOption.text("neo4j.user", "neo4j", "a Neo4j user", "the user that the job logs in as"),
          "TaskManagers");
  private static final JobOption<String> NAME =
      JobOption.text(
          "projection.name",
          "main",
          "a name",
          "the name under which the graph stores its positions; one Neo4j contains one projection");
  private static final JobOption<Integer> PARTITIONS =
      JobOption.number(
          "projection.partitions",
          8,
          1,
          ProjectionPositions.MAX_PARTITIONS,
          "the number of logical partitions; fixed for the life of a projection");
  private static final JobOption<Integer> BATCH =
      JobOption.number(
          "projection.batch", 2_000, 1, 100_000, "the maximum number of events per transaction");
  private static final JobOption<Integer> WINDOW =
      JobOption.number(
          "projection.window",
          20_000,
          1,
          10_000_000,
          "the number of positions that are read ahead of the graph");

  static final List<JobOption<?>> OPTIONS =
      Stream.concat(SERVER.all().stream(), Stream.of(NAME, PARTITIONS, BATCH, WINDOW)).toList();

  /**
   * @param used whether the job projects
   */
  static ProjectionConfig read(OptionReader reader, String clientName, boolean used) {
    return new ProjectionConfig(
        new Neo4jConnections(SERVER.read(reader, used), clientName),
        reader.get(NAME),
        reader.get(PARTITIONS),
        reader.get(BATCH),
        reader.get(WINDOW));
  }
}

package io.contextgraph.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.query.LetterCount;
import io.contextgraph.query.SystemStatus;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.neo4j.driver.Driver;

/**
 * Where to find the running system.
 *
 * @param job the job's page in Flink's dashboard
 */
record Summary(
    URI job,
    ShellCommands commands,
    long recorded,
    String deadLetters,
    long eventNodes,
    long projected) {
  static Summary of(LocalSystem system, Connection ledger, Driver graph) throws SQLException {
    long recorded = LedgerHead.read(ledger).position();
    return new Summary(
        system.flink().rest().resolve("/#/job/running/" + system.jobId()),
        system.commands(),
        recorded,
        deadLetters(SystemStatus.ledger(ledger, recorded)),
        Cypher.COUNT_EVENTS.number(graph, Map.of()),
        Cypher.PROJECTED_POSITION.number(graph, Map.of()));
  }

  private static String deadLetters(List<ObjectNode> parts) {
    return parts.stream()
        .filter(part -> part.path("part").asText().equals("dead-letters"))
        .map(LetterCount::words)
        .collect(Collectors.joining());
  }

  List<String> lines() {
    return List.of(
        "",
        "  Dashboard  " + job,
        "  Ledger     " + recorded + " events; dead letters: " + deadLetters,
        "  Graph      " + eventNodes + " event nodes, lag " + (recorded - projected),
        "",
        "  In another shell:",
        "    " + commands.connect(),
        "    " + commands.status(),
        "    psql \"$CONTEXT_GRAPH_POSTGRES_URI\" -c 'SELECT * FROM ledger.events(0, 10)'",
        "    " + commands.redeploy(),
        "  In Neo4j, at the address in connections.env:",
        "    MATCH (e:Event)-[:CAUSED_BY]->(cause) RETURN e, cause LIMIT 25",
        "");
  }
}

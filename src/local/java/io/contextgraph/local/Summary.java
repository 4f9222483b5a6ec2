package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
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
    long deadLetters,
    long eventNodes,
    long projected) {
  static Summary of(LocalSystem system, Connection ledger, Driver graph) throws SQLException {
    return new Summary(
        system.flink().rest().resolve("/#/job/running/" + system.jobId()),
        system.commands(),
        LedgerHead.read(ledger).position(),
        deadLetters(ledger),
        Cypher.COUNT_EVENTS.number(graph, Map.of()),
        Cypher.PROJECTED_POSITION.number(graph, Map.of()));
  }

  private static long deadLetters(Connection ledger) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(Sql.COUNT_DEAD_LETTERS.text())) {
      row.next();
      return row.getLong(1);
    }
  }

  List<String> lines() {
    return List.of(
        "",
        "  Dashboard  " + job,
        "  Ledger     " + recorded + " events, " + deadLetters + " dead letters",
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

package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.neo4j.driver.Driver;

/**
 * Where to find the running system.
 *
 * @param job the job's page in Flink's dashboard
 */
record Summary(URI job, long recorded, long deadLetters, long eventNodes, long projected) {
  static Summary of(LocalSystem system, Connection ledger, Driver graph) throws SQLException {
    return new Summary(
        system.flink().rest().resolve("/#/job/running/" + system.jobId()),
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

  void print(PrintStream out) {
    out.println();
    out.println("  Dashboard  " + job);
    out.println("  Ledger     " + recorded + " events, " + deadLetters + " dead letters");
    out.println("             . .local/connections.env   (or DIR/connections.env with --data)");
    out.println(
        "             psql \"$CONTEXT_GRAPH_POSTGRES_URI\" -c 'SELECT * FROM"
            + " ledger.events(0, 10)'");
    out.println("  Graph      " + eventNodes + " event nodes, lag " + (recorded - projected));
    out.println("             MATCH (e:Event)-[:CAUSED_BY]->(cause) RETURN e, cause LIMIT 25");
    out.println();
  }
}

package io.contextgraph.local;

import io.contextgraph.ledger.LedgerHead;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.neo4j.driver.Driver;

/** What there is to look at, once the system runs. */
record Summary(LocalSystem system, Connection ledger, Driver graph) {
  void print(PrintStream out) throws SQLException {
    long head = LedgerHead.read(ledger).position();
    long letters = number("SELECT count(*) FROM ledger.dead_letter");
    long nodes =
        graph
            .executableQuery("MATCH (e:Event) RETURN count(e) AS n")
            .execute()
            .records()
            .get(0)
            .get("n")
            .asLong();
    long projected =
        graph
            .executableQuery("MATCH (p:Projection) RETURN coalesce(min(p.position), 0) AS n")
            .execute()
            .records()
            .get(0)
            .get("n")
            .asLong();
    out.println();
    out.println("  Dashboard  " + system.flink().rest() + "/#/job/running/" + system.jobId());
    out.println("  Ledger     " + head + " events, " + letters + " dead letters");
    out.println("             . .local/connections.env   (or DIR/connections.env with --data)");
    out.println(
        "             psql \"$CONTEXT_GRAPH_POSTGRES_URI\" -c 'SELECT * FROM"
            + " ledger.events(0, 10)'");
    out.println("  Graph      " + nodes + " event nodes, lag " + (head - projected));
    out.println("             MATCH (e:Event)-[:CAUSED_BY]->(cause) RETURN e, cause LIMIT 25");
    out.println();
  }

  private long number(String sql) throws SQLException {
    try (Statement statement = ledger.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}

package io.contextgraph.cli;

import io.contextgraph.graph.Neo4jGraphStore;
import io.contextgraph.ledger.PostgresConnections;
import io.contextgraph.ledger.TreeHead;
import io.contextgraph.schema.Installation;
import io.contextgraph.schema.KeyStoreSchema;
import io.contextgraph.schema.LedgerRoles;
import io.contextgraph.schema.LedgerSchema;
import io.contextgraph.schema.LookupIndexes;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.Secret;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schema install|reindex}. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Installs and upgrades the schemas of the ledger, the key store and the graph.")
final class SchemaCommand {
  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  SchemaCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Installs or upgrades the schemas of the ledger, the key store and the graph.",
        "The ledger's is installed as the superuser in CONTEXT_GRAPH_POSTGRES_ADMIN_URI. The roles'"
            + " passwords are set from"
            + " CONTEXT_GRAPH_LEDGER_{WRITER,READER,OPERATOR,NOTARY,CONTROL}_PASSWORD or"
            + " ..._PASSWORD_FILE. The key store's is installed in the same database, or as the"
            + " superuser in CONTEXT_GRAPH_PRIVACY_ADMIN_URI in another one, with the passwords from"
            + " CONTEXT_GRAPH_PRIVACY_{SEALER,OPENER,OFFICER}_PASSWORD or ..._PASSWORD_FILE. The"
            + " graph's constraints are created if CONTEXT_GRAPH_NEO4J_URI is set."
      })
  int install(
      @Option(
              names = "--role-prefix",
              paramLabel = "PREFIX",
              description =
                  "What the names of the ledger's roles begin with, for a second ledger in one"
                      + " cluster; only at its first installation (default: ledger).")
          @Nullable String prefix,
      @Option(
              names = "--reset-passwords",
              description = "Set the passwords although another database uses the roles.")
          boolean resetPasswords)
      throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    installLedger(Optional.ofNullable(prefix).map(LedgerRoles::new), resetPasswords, out);
    installKeyStore(resetPasswords, out);
    if (servers.hasNeo4j()) {
      try (Neo4jGraphStore graph = new Neo4jGraphStore(servers.neo4j().open(), "main", 1)) {
        graph.install();
      }
      out.println("graph: constraints are in place");
    }
    return ExitCode.DONE;
  }

  private void installLedger(Optional<LedgerRoles> roles, boolean resetPasswords, PrintWriter out)
      throws SQLException {
    Installation wanted =
        new Installation(
            passwords(LedgerRoles.defaultLogins()),
            roles,
            resetPasswords,
            note -> out.println("ledger: " + note));
    int applied = LedgerSchema.install(servers.postgres(Servers.Role.ADMIN), wanted);
    out.println("ledger: " + Plural.of(applied, "migration", "migrations") + " applied");
    reportWhatIsLeft(out);
  }

  private void installKeyStore(boolean resetPasswords, PrintWriter out) throws SQLException {
    PostgresConnections ledger = servers.postgres(Servers.Role.ADMIN);
    PostgresConnections store = servers.postgresOf(Servers.Role.STORE_ADMIN).orElse(ledger);
    Installation wanted =
        new Installation(
            passwords(KeyStoreSchema.defaultLogins()),
            LedgerSchema.installedRoles(ledger),
            resetPasswords,
            note -> out.println("key store: " + note));
    int applied = installKeyStore(store, wanted);
    out.println("key store: " + Plural.of(applied, "migration", "migrations") + " applied");
  }

  /** The command's own server is the ledger's, so a failure names the key store's here. */
  private static int installKeyStore(PostgresConnections store, Installation wanted)
      throws SQLException {
    FailedServer server = new FailedServer("Postgres", store.address().toString());
    try {
      return KeyStoreSchema.install(store, wanted);
    } catch (SQLException e) {
      throw new SQLException(server.named(FailureText.of(e)), e.getSQLState(), e);
    } catch (FlywayException e) {
      throw new FlywayException(server.named(FailureText.of(e)), e);
    }
  }

  private void reportWhatIsLeft(PrintWriter out) throws SQLException {
    try (Connection ledger = servers.postgres(Servers.Role.ADMIN).open()) {
      int outdated = new LookupIndexes(ledger).outdated();
      if (outdated > 0) {
        out.println(
            "ledger: "
                + Plural.of(outdated, "index is", "indexes are")
                + " missing or outdated; run: schema reindex");
      }
      if (!TreeHead.read(ledger).isComplete()) {
        out.println("ledger: events have no leaves in the tree; run: ledger build-tree");
      }
    }
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Builds the indexes that partitions of an earlier version lack.",
        "Replaces those on session_id and trace_id and adds that on subject_id, partition by"
            + " partition, as the superuser in"
            + " CONTEXT_GRAPH_POSTGRES_ADMIN_URI. Recording and reading continue. If it is"
            + " interrupted, the next run continues. Each build waits for the transactions that are"
            + " open when it starts."
      })
  int reindex() throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    try (Connection ledger = servers.postgres(Servers.Role.ADMIN).openLedger()) {
      int built = new LookupIndexes(ledger).reindex(out::println);
      out.println("ledger: " + Plural.of(built, "index", "indexes") + " built");
    }
    return ExitCode.DONE;
  }

  private Map<String, Secret> passwords(List<String> logins) {
    Map<String, Secret> passwords = new LinkedHashMap<>();
    for (String role : logins) {
      servers.passwordOf(role).ifPresent(secret -> passwords.put(role, secret));
    }
    return passwords;
  }
}

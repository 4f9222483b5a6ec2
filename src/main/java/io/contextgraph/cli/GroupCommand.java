package io.contextgraph.cli;

import io.contextgraph.ledger.LedgerHead;
import io.contextgraph.query.GroupAdoption;
import io.contextgraph.redis.RedisConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code group adopt}. */
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description =
        "Manages the consumer group by which a job acknowledges what its ledger has recorded.")
final class GroupCommand {
  private final Servers servers;

  @Spec private CommandSpec spec = CommandSpec.create();

  GroupCommand(Servers servers) {
    this.servers = servers;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Makes the group this ledger's where it belongs to another one.",
        "Prints its streams as JSON Lines. The job of the other ledger then stops. What that job"
            + " acknowledged and trimmed is not in this ledger."
      })
  int adopt(
      @Option(
              names = "--group",
              paramLabel = "NAME",
              defaultValue = "context-graph",
              description = "The consumer group (default: ${DEFAULT-VALUE}).")
          String group,
      @Option(
              names = "--stream",
              paramLabel = "KEY",
              description = "A stream of the group; may be repeated (default: all of its streams).")
          @Nullable List<StreamName> streams)
      throws SQLException {
    try (RedisConnection redis = RedisConnection.open(servers.redis())) {
      GroupAdoption adoption = new GroupAdoption(redis, group, owner());
      List<String> adopted =
          streams == null ? adoption.streams() : requireGroup(adoption, texts(streams));
      if (adopted.isEmpty()) {
        throw new UsageException("no stream has a group " + group);
      }
      adopted.forEach(stream -> spec.commandLine().getOut().println(adoption.adopt(stream)));
    }
    return ExitCode.DONE;
  }

  private static List<String> texts(List<StreamName> streams) {
    return streams.stream().map(StreamName::text).toList();
  }

  /** Checks all streams before the group of the first one is adopted. */
  private static List<String> requireGroup(GroupAdoption adoption, List<String> streams) {
    for (String stream : streams) {
      if (!adoption.exists(stream)) {
        throw new UsageException("stream " + stream + " has no such group");
      }
    }
    return streams;
  }

  private String owner() throws SQLException {
    try (Connection ledger = servers.postgres().openLedger()) {
      return LedgerHead.read(ledger).groupOwner();
    }
  }
}

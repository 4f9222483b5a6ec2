package io.contextgraph.cli;

import io.contextgraph.query.EventQuery;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code events}. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = "Prints recorded events as JSON Lines, in position order.")
final class EventsCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;
  private static final int POLL_MILLIS = 200;

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--session", description = "Only events of this session.")
  private @Nullable String session;

  @Option(names = "--agent", description = "Only events of this agent.")
  private @Nullable String agent;

  @Option(names = "--trace", description = "Only events of this trace.")
  private @Nullable String trace;

  @Option(names = "--from", description = "Only events at or after this time (RFC 3339).")
  private @Nullable OffsetDateTime from;

  @Option(names = "--to", description = "Only events before this time (RFC 3339).")
  private @Nullable OffsetDateTime to;

  @Option(names = "--after", description = "Only events after this position.")
  private long after;

  @Option(names = "--limit", description = "Maximum number of events (default: all).")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--follow", description = "Keep printing new events until interrupted.")
  private boolean follow;

  EventsCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException, InterruptedException {
    if (after < 0 || limit < 0) {
      throw new UsageException("--after and --limit must be 0 or greater");
    }
    try (Connection ledger = servers.postgres().openLedger()) {
      print(ledger, new EventQuery(session, agent, trace, from, to));
    }
    return ExitCode.DONE;
  }

  private void print(Connection ledger, EventQuery query)
      throws SQLException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long position = after;
    long left = limit;
    while (left > 0 && !out.checkError()) {
      int size = (int) Math.min(PAGE, left);
      EventQuery.Page page = query.page(ledger, position, size, out::println);
      out.flush();
      position = page.position();
      left -= page.rows();
      if (page.rows() < size) {
        if (!follow) {
          return;
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }
}

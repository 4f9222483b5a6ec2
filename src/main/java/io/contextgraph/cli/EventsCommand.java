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
    description = "Prints recorded events as JSON Lines, by position.")
final class EventsCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;
  private static final int FOLLOW_MILLIS = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--session", description = "Only events of this session.")
  private @Nullable String session;

  @Option(names = "--agent", description = "Only events of this agent.")
  private @Nullable String agent;

  @Option(names = "--trace", description = "Only events of this trace.")
  private @Nullable String trace;

  @Option(names = "--from", description = "Only events from this time on (RFC 3339).")
  private @Nullable OffsetDateTime from;

  @Option(names = "--to", description = "Only events before this time (RFC 3339).")
  private @Nullable OffsetDateTime to;

  @Option(names = "--after", description = "Only events after this position.")
  private long after;

  @Option(names = "--limit", description = "How many events at most (default: all).")
  private long limit = Long.MAX_VALUE;

  @Option(names = "--follow", description = "Go on with new events until stopped.")
  private boolean follow;

  @Override
  public Integer call() throws SQLException, InterruptedException {
    if (after < 0 || limit < 0) {
      throw new UsageException("--after and --limit take numbers from 0 on");
    }
    EventQuery query = new EventQuery(session, agent, trace, from, to);
    PrintWriter out = spec.commandLine().getOut();
    try (Connection ledger = new Servers(System.getenv()).postgres().open()) {
      long position = after;
      long left = limit;
      while (left > 0) {
        int size = (int) Math.min(PAGE, left);
        int[] printed = new int[1];
        position =
            query.page(
                ledger,
                position,
                size,
                line -> {
                  out.println(line);
                  printed[0]++;
                });
        out.flush();
        left -= printed[0];
        if (out.checkError() || printed[0] < size && !follow) {
          break;
        }
        if (printed[0] < size) {
          TimeUnit.MILLISECONDS.sleep(FOLLOW_MILLIS);
        }
      }
    }
    return 0;
  }
}

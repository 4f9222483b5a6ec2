package io.contextgraph.cli;

import io.contextgraph.event.Reason;
import io.contextgraph.query.Bounds;
import io.contextgraph.query.DeadLetterQuery;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that select dead letters. */
final class LetterOptions {
  private static final List<String> STATUSES = List.of("open", "replayed", "discarded");
  private static final List<String> REASONS =
      Arrays.stream(Reason.values()).map(Reason::name).toList();

  @Option(names = "--after", paramLabel = "ID", description = "Only letters after this id.")
  private long after;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only letters with this status: open, replayed or discarded.")
  private @Nullable String status;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Only letters with this reason, for example INVALID_UUID.")
  private @Nullable String reason;

  @Option(
      names = "--event",
      paramLabel = "ID",
      description = "Only letters with this event_id, valid or not.")
  private @Nullable String event;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "Only letters with this session_id.")
  private @Nullable String session;

  @Option(names = "--agent", paramLabel = "ID", description = "Only letters with this agent_id.")
  private @Nullable String agent;

  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "Only letters with this subject_id.")
  private @Nullable String subject;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Maximum number of letters, up to 100,000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  int limit() {
    UsageException.requireWithin("--limit", limit, 1, Bounds.MAX_LIMIT);
    return limit;
  }

  DeadLetterQuery query() {
    if (after < 0) {
      throw new UsageException("--after must be 0 or greater");
    }
    requireOneOf("--status", status, STATUSES);
    requireReason(reason);
    return new DeadLetterQuery(after, status, reason, event, session, agent, subject);
  }

  static void requireReason(@Nullable String reason) {
    requireOneOf("--reason", reason, REASONS);
  }

  private static void requireOneOf(String option, @Nullable String value, List<String> known) {
    if (value != null && !known.contains(value)) {
      throw new UsageException(option + " must be one of " + String.join(", ", known));
    }
  }
}

package io.contextgraph.cli;

import io.contextgraph.retention.HoldTarget;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what a hold protects. */
final class HoldOptions {
  @Option(
      names = "--subject",
      paramLabel = "ID",
      description = "Hold the personal data of this subject_id (default: none).")
  private @Nullable Identifier subject;

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "Hold the events of this session_id and personal data in them (default: none).")
  private @Nullable Identifier session;

  @Option(
      names = "--agent",
      paramLabel = "ID",
      description = "Hold the events of this agent_id and personal data in them (default: none).")
  private @Nullable Identifier agent;

  /**
   * @throws UsageException if not exactly one is named
   */
  HoldTarget target() {
    List<HoldTarget> named = new ArrayList<>();
    add(named, HoldTarget.Kind.SUBJECT, subject);
    add(named, HoldTarget.Kind.SESSION, session);
    add(named, HoldTarget.Kind.AGENT, agent);
    UsageException.require(
        named.size() == 1, "name one of --subject, --session and --agent, and only one");
    return named.get(0);
  }

  private static void add(
      List<HoldTarget> named, HoldTarget.Kind kind, @Nullable Identifier identifier) {
    if (identifier != null) {
      named.add(new HoldTarget(kind, identifier.text()));
    }
  }
}

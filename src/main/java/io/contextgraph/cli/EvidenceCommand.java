package io.contextgraph.cli;

import io.contextgraph.archive.ArchiveFolder;
import io.contextgraph.evidence.Manifest;
import io.contextgraph.evidence.PackMaker;
import io.contextgraph.evidence.Question;
import io.contextgraph.query.ArchivedPages;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.TimeRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code evidence}. */
@Command(
    name = "evidence",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a pack that an auditor takes home: recorded events with a proof each, in one file that"
          + " is checked without the ledger.",
      "Conditions are combined, and at least one is needed. The same question with the same"
          + " checkpoint gives the same bytes. Events after the checkpoint's positions are left out."
          + " If archived months may have events of the question, --archive is needed."
    })
final class EvidenceCommand implements Callable<Integer> {
  private final Servers servers;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private PeriodOptions period = new PeriodOptions();

  @Option(names = "--session", paramLabel = "SESSION", description = "Only events of this session.")
  private @Nullable Identifier session;

  @Option(names = "--agent", paramLabel = "AGENT", description = "Only events of this agent.")
  private @Nullable Identifier agent;

  @Option(names = "--trace", paramLabel = "TRACE", description = "Only events of this trace.")
  private @Nullable Identifier trace;

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "A checkpoint of the ledger, to which the proofs lead (default: none, it must be named).")
  private @Nullable Path checkpoint;

  @Option(
      names = "--since",
      paramLabel = "FILE",
      description =
          "An older checkpoint, which the auditor kept: the pack proves that the ledger continues it"
              + " (default: none).")
  private @Nullable Path since;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write the pack (default: none, it must be named).")
  private @Nullable Path out;

  @Mixin private ArchiveOption archive = new ArchiveOption();

  private EvidenceCommand(Servers servers, Clock clock) {
    this.servers = servers;
    this.clock = clock;
  }

  /** The command with the one below it. */
  static CommandLine of(Servers servers) {
    Clock clock = Clock.systemUTC();
    return new CommandLine(new EvidenceCommand(servers, clock))
        .addSubcommand(new EvidenceCheckCommand(clock));
  }

  @Override
  public Integer call() throws IOException, SQLException {
    Path target = required("--out", out);
    PackMaker.Request request = request();
    Manifest manifest;
    try (Connection ledger = servers.postgres().openLedger()) {
      manifest = make(ledger, request, target);
    }
    PrintWriter text = spec.commandLine().getOut();
    text.println(
        "%s: %s, %s and %s, proven by a checkpoint of %d positions"
            .formatted(
                target,
                Plural.of(manifest.events().count(), "event", "events"),
                Plural.of(manifest.controlEvents().count(), "control event", "control events"),
                Plural.of(manifest.deadLetters().count(), "dead letter", "dead letters"),
                manifest.treeSize()));
    text.flush();
    return ExitCode.DONE;
  }

  private Manifest make(Connection ledger, PackMaker.Request request, Path target)
      throws IOException, SQLException {
    PrintWriter err = spec.commandLine().getErr();
    Optional<ArchiveFolder> folder = archive.folder();
    if (folder.isPresent()) {
      EventPages recorded = new EventPages(ledger);
      try (ArchivedPages pages = ArchiveOption.pages(recorded::read, ledger, folder.get())) {
        return new PackMaker(ledger, pages, clock, err::println).make(request, target);
      }
    }
    LedgerPages pages = new LedgerPages(ledger);
    pages.requireComplete(request.question().toQuery());
    return new PackMaker(ledger, pages, clock, err::println).make(request, target);
  }

  private PackMaker.Request request() throws IOException {
    TimeRange range = period.range();
    boolean asked =
        session != null
            || agent != null
            || trace != null
            || range.from() != null
            || range.to() != null;
    UsageException.require(asked, "name --session, --agent, --trace, --from or --to");
    return new PackMaker.Request(
        new Question(text(session), text(agent), text(trace), range.from(), range.to()),
        CheckpointFile.read(required("--checkpoint", checkpoint)),
        since == null ? Optional.empty() : Optional.of(CheckpointFile.read(since)));
  }

  private static Path required(String option, @Nullable Path file) {
    if (file == null) {
      throw new UsageException("missing option " + option + " FILE");
    }
    return file;
  }

  private static @Nullable String text(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.text();
  }
}

package io.contextgraph.cli;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.query.EventPages;
import io.contextgraph.query.SubjectLetters;
import io.contextgraph.query.SubjectQuery;
import io.contextgraph.server.FailureText;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Prints everything that the ledger has about a person, with personal data in plain.",
      "JSON Lines: first the events with the person's subject_id in position order, in the form of"
          + " the command events, then the dead letters that name the person, each as"
          + " {\"dead_letter\": ...}. Each reading of a key is logged in the key store, and the export"
          + " is recorded in the ledger. Exit code 1 if values stay sealed although the person was not"
          + " erased, or if archived months may have more. Needs the key file in"
          + " CONTEXT_GRAPH_PRIVACY_KEY_FILE. Connects with CONTEXT_GRAPH_POSTGRES_URI,"
          + " CONTEXT_GRAPH_PRIVACY_OPENER_URI and"
          + " CONTEXT_GRAPH_POSTGRES_CONTROL_URI."
    })
final class ExportCommand implements Callable<Integer> {
  private static final int PAGE = 1_000;

  private final Servers servers;
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ReasonOption reason = new ReasonOption();

  @Parameters(paramLabel = "SUBJECT", description = "The subject_id of the person.")
  private Identifier subject = new Identifier("?");

  private long events;
  private long letters;
  private List<String> archives = List.of();

  ExportCommand(Servers servers) {
    this.servers = servers;
  }

  @Override
  public Integer call() throws SQLException {
    reason.text();
    List<String> words = spec.root().commandLine().getParseResult().originalArgs();
    try (ControlEvents control = new ControlLog(servers).openFor(Servers.Role.OPENER);
        Connection ledger = servers.postgres().openLedger();
        OpenedPages pages = OpenedPages.open(servers, ledger, words)) {
      try {
        print(pages);
        print(ledger, pages);
        archives = new ArchiveNote(ledger).files(new SubjectQuery(subject.text()), 0);
      } catch (SQLException | RuntimeException e) {
        record(control, Status.FAILED, pages, Map.of("error", FailureText.of(e)));
        throw e;
      }
      if (spec.commandLine().getOut().checkError()) {
        record(control, Status.FAILED, pages, Map.of("error", "the output could not be written"));
      } else {
        record(control, Status.COMPLETED, pages, Map.of());
      }
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          Plural.of(events, "event", "events")
              + " and "
              + Plural.of(letters, "dead letter", "dead letters")
              + " about the subject.");
      err.println(pages.words());
      new ArchiveNote(ledger)
          .aboutRows(new SubjectQuery(subject.text()), 0)
          .ifPresent(err::println);
      return archives.isEmpty() ? pages.exitCode() : ExitCode.FOUND;
    }
  }

  private void print(OpenedPages pages) throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    SubjectQuery query = new SubjectQuery(subject.text());
    long after = 0;
    boolean atEnd = false;
    while (!atEnd && !out.checkError()) {
      EventPages.Page page = pages.read(query, after, PAGE, out::println);
      after = page.position();
      events += page.rows();
      atEnd = page.atEnd();
    }
  }

  private void print(Connection ledger, OpenedPages pages) throws SQLException {
    PrintWriter out = spec.commandLine().getOut();
    new SubjectLetters(ledger)
        .each(
            subject.text(),
            letter -> {
              letters++;
              out.println("{\"dead_letter\":" + pages.letter(letter, subject.text()) + "}");
            });
    out.flush();
  }

  private void record(
      ControlEvents control, Status status, OpenedPages pages, Map<String, String> more)
      throws SQLException {
    TreeMap<String, String> result = pages.counts();
    result.put("events", Long.toString(events));
    result.put("dead_letters", Long.toString(letters));
    result.put("archives_left_out", Integer.toString(archives.size()));
    result.putAll(more);
    control.append(
        new ControlEvent(
            "privacy.exported",
            status,
            reason.text(),
            new TreeMap<>(Map.of("subject", subject.text())),
            result));
  }
}

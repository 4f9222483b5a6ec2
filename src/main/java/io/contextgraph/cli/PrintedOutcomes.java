package io.contextgraph.cli;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.retention.MonthOutcome;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Prints what a retention run did with each month as soon as it is known. Not thread-safe. */
final class PrintedOutcomes implements Consumer<MonthOutcome> {
  private final PrintWriter out;
  private final PrintWriter err;
  private final AskedServers asked;
  private final List<Integer> exitCodes = new ArrayList<>();

  /**
   * @param out receives what was done
   * @param err receives which months stay
   * @param asked the servers, one of which may be why
   */
  PrintedOutcomes(PrintWriter out, PrintWriter err, AskedServers asked) {
    this.out = out;
    this.err = err;
    this.asked = asked;
  }

  /** A failure that no user can do something about is thrown again. */
  @Override
  public void accept(MonthOutcome outcome) {
    if (outcome instanceof MonthOutcome.Done done) {
      out.println(sentence(done));
      exitCodes.add(ExitCode.DONE);
    } else if (outcome instanceof MonthOutcome.NotDue notDue) {
      err.println(notDue.month().partition() + " stays: " + notDue.reason());
      exitCodes.add(ExitCode.DONE);
    } else if (outcome instanceof MonthOutcome.Failed failed) {
      Failure failure = failure(failed.cause());
      err.println(failed.month().partition() + " stays: " + failure.message());
      exitCodes.add(failure.exitCode());
    }
    out.flush();
    err.flush();
  }

  private Failure failure(Exception cause) {
    Optional<Failure> known = Failure.of(cause, asked);
    if (known.isEmpty() && cause instanceof RuntimeException bug) {
      throw bug;
    }
    return known.orElseThrow(() -> new IllegalStateException(cause));
  }

  private static String sentence(MonthOutcome.Done done) {
    ArchivedMonth month = done.archive().month();
    return "%s: %s archived in %s, recorded at position %d; %s dropped"
        .formatted(
            month.partition(),
            Plural.of(month.positions().rows(), "event", "events"),
            month.file().name(),
            done.archive().position(),
            Plural.of(done.dropped(), "row", "rows"));
  }

  /** Whether no month was due. */
  boolean isEmpty() {
    return exitCodes.isEmpty();
  }

  /** What a check found counts most, then what the caller has to change. */
  int exitCode() {
    return Stream.of(ExitCode.FOUND, ExitCode.WRONG_USAGE, ExitCode.UNREACHABLE)
        .filter(exitCodes::contains)
        .findFirst()
        .orElse(ExitCode.DONE);
  }
}

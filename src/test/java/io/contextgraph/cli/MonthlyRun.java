package io.contextgraph.cli;

import io.contextgraph.archive.ArchivedMonth;
import io.contextgraph.event.ControlEvent;
import io.contextgraph.ledger.ControlEvents;
import io.contextgraph.retention.GraphEvents;
import io.contextgraph.retention.KeepPolicy;
import io.contextgraph.retention.KeepRule;
import io.contextgraph.retention.Month;
import io.contextgraph.retention.MonthOutcome;
import io.contextgraph.retention.Progress;
import io.contextgraph.retention.RetentionPlan;
import io.contextgraph.retention.RetentionRun;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A retention run in this process, for all months that ended more than a day ago.
 *
 * @param projected is asked after the holds were read, each time the run decides about a month
 * @param step receives each step that is done
 */
record MonthlyRun(
    MonthlyLedger ledger,
    ArchivedMonth.GraphRule rule,
    LongSupplier projected,
    GraphEvents graph,
    Steps step) {
  /** Receives the steps of a run. */
  @FunctionalInterface
  interface Steps {
    void reached(Progress.Step step, Month month);
  }

  static MonthlyRun of(MonthlyLedger ledger) {
    return new MonthlyRun(
        ledger,
        ArchivedMonth.GraphRule.KEEP,
        () -> Long.MAX_VALUE,
        archive -> {},
        (step, month) -> {});
  }

  MonthlyRun with(Steps steps) {
    return new MonthlyRun(ledger, rule, projected, graph, steps);
  }

  MonthlyRun with(LongSupplier reached) {
    return new MonthlyRun(ledger, rule, reached, graph, step);
  }

  MonthlyRun dropping(GraphEvents events) {
    return new MonthlyRun(ledger, ArchivedMonth.GraphRule.DROP, projected, events, step);
  }

  /** Runs, and throws why a month stays. */
  List<MonthOutcome.Done> run() throws IOException, SQLException {
    List<MonthOutcome.Done> all = new ArrayList<>();
    run(
        outcome -> {
          if (outcome instanceof MonthOutcome.Done done) {
            all.add(done);
          } else if (outcome instanceof MonthOutcome.NotDue stays) {
            throw new IllegalStateException(
                stays.month().partition() + " is not dropped: " + stays.reason());
          } else if (outcome instanceof MonthOutcome.Failed failed) {
            throw new IllegalStateException(failed.cause());
          }
        });
    return all;
  }

  void run(Consumer<MonthOutcome> outcomes) throws IOException, SQLException {
    try (Connection control = ledger.ledger().as("ledger_control").openDurable();
        ControlEvents events = control(ledger)) {
      new RetentionRun(
              control,
              plan(Duration.ZERO),
              ledger.folder(),
              rule,
              events::append,
              graph,
              Clock.systemUTC(),
              progress())
          .run(0, outcomes);
    }
  }

  /** The plan of such a run. */
  RetentionPlan plan(Duration restoredKept) {
    return new RetentionPlan(
        new KeepPolicy(List.of(new KeepRule(KeepRule.ALL, Duration.ofDays(1)))),
        restoredKept,
        projected);
  }

  static ControlEvents control(MonthlyLedger ledger) throws SQLException {
    return ControlEvents.open(
        ledger.ledger().as("ledger_control"),
        new ControlEvent.Actor("ledger_control", "tester", Optional.empty()),
        UUID::randomUUID,
        InstantSource.system());
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void report(String unit, long done, long total) {}

      @Override
      public void reached(Step reached, Month month) {
        step.reached(reached, month);
      }
    };
  }
}

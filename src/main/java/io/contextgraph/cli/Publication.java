package io.contextgraph.cli;

import io.contextgraph.event.Sealer;
import io.contextgraph.producer.CheckedLine;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.producer.LineCheck;
import io.contextgraph.producer.Misspellings;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Checks lines and publishes those that are events; reports every other one. */
final class Publication {
  private final LineCheck check;
  private final @Nullable Sealer sealer;
  private final PrintWriter err;
  private final Verdicts verdicts;
  private final Misspellings misspellings = new Misspellings();

  /** The lines that were sent and are not known to be acknowledged. */
  private final Deque<Long> inFlight = new ArrayDeque<>();

  private long sent;
  private long acknowledged;
  private long lastPublished;
  private long erased;

  /**
   * @param sealer seals personal data before it is published; null if the check refuses it
   * @param err receives what is wrong with the lines that are refused
   */
  Publication(LineCheck check, @Nullable Sealer sealer, PrintWriter err) {
    this.check = check;
    this.sealer = sealer;
    this.err = err;
    this.verdicts = new Verdicts(err);
  }

  /** What was refused. */
  Verdicts verdicts() {
    return verdicts;
  }

  /** Checks all lines and publishes none. */
  void check(JsonLines lines) throws IOException {
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      if (check.check(line, lines.size()) instanceof CheckedLine.Refused refusal) {
        verdicts.refuse(lines.number(), refusal);
      }
    }
  }

  /**
   * Publishes the lines that are events.
   *
   * @param perSecond how many are published in a second; 0 for no limit
   * @return how many Redis acknowledged
   * @throws IOException if Redis refused an event or did not answer in time
   */
  long publish(JsonLines lines, EventProducer producer, double perSecond, LongSupplier nanoClock)
      throws IOException, InterruptedException {
    Pace pace = new Pace(perSecond, nanoClock.getAsLong());
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      Optional<List<byte[]>> fields = fields(line, lines);
      if (fields.isPresent()) {
        note(lines.number(), fields.get());
        inFlight.add(lines.number());
        producer.publish(fields.get());
        acknowledge(producer);
        TimeUnit.NANOSECONDS.sleep(pace.nanosToWait(++sent, nanoClock.getAsLong()));
      }
    }
    producer.flush();
    acknowledge(producer);
    noteErased();
    return acknowledged;
  }

  /** What to publish of a line; empty if it is refused. */
  private Optional<List<byte[]>> fields(byte[] line, JsonLines lines) {
    CheckedLine checked = check.check(line, lines.size());
    if (checked instanceof CheckedLine.Refused refusal) {
      verdicts.refuse(lines.number(), refusal);
    } else if (checked instanceof CheckedLine.Accepted accepted) {
      return Optional.of(accepted.fields());
    } else if (checked instanceof CheckedLine.Unsealed unsealed) {
      return Optional.of(sealed(unsealed));
    }
    return Optional.empty();
  }

  private List<byte[]> sealed(CheckedLine.Unsealed unsealed) {
    Sealer opened = sealer;
    if (opened == null) {
      throw new IllegalStateException("personal data was accepted and cannot be sealed");
    }
    Sealer.Outcome outcome = unsealed.sealedBy(opened);
    erased += outcome instanceof Sealer.Outcome.Erased ? 1 : 0;
    return unsealed.fields(outcome);
  }

  private void noteErased() {
    if (erased > 0) {
      err.println(
          Plural.of(erased, "event was", "events were")
              + " published without personal_data, because the subject was erased");
    }
  }

  /** Redis acknowledges in the order in which the lines were sent. */
  private void acknowledge(EventProducer producer) {
    for (; acknowledged < producer.acknowledged(); acknowledged++) {
      lastPublished = inFlight.remove();
    }
  }

  /** Which lines are published, if {@link #publish} ended early. */
  String progress(EventProducer producer) {
    acknowledge(producer);
    String certain =
        acknowledged == 0
            ? "no line is known to be published"
            : Plural.of(acknowledged, "line up to line %d is", "lines up to line %d are")
                    .formatted(lastPublished)
                + " published";
    Long last = inFlight.peekLast();
    return last == null
        ? certain
        : "%s; of lines %d to %d, any may be published".formatted(certain, inFlight.peek(), last);
  }

  /** Each such name once: it may be meant as it is. */
  private void note(long number, List<byte[]> fields) {
    for (String similar : misspellings.unseen(fields)) {
      err.println("line " + number + ": " + similar + ", but is kept as an attribute");
    }
  }
}

package io.contextgraph.local;

import java.io.PrintStream;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** Prints each line like a log, with the time in UTC to the second before it. */
record TimedLines(PrintStream out, InstantSource clock) implements Consumer<String> {
  @Override
  public void accept(String line) {
    out.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " " + line);
  }
}

package io.contextgraph.cli;

import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import picocli.CommandLine;

/** Changes dead letters one by one and prints what became of each. */
final class LetterChanges {
  private final String verb;
  private final CommandLine command;
  private long changed;
  private long unchanged;

  /**
   * @param verb what is done to a letter, as a participle
   */
  LetterChanges(String verb, CommandLine command) {
    this.verb = verb;
    this.command = command;
  }

  /** Changes one letter. */
  interface Change {
    /**
     * @return what to print after the letter's id
     * @throws IllegalArgumentException if the letter must not be changed
     */
    String apply(long id) throws SQLException, IOException, InterruptedException;
  }

  /** Changes letters; one that must not be changed does not hold back the others. */
  void all(List<Long> ids, Change change) throws SQLException, IOException, InterruptedException {
    for (long id : ids) {
      try {
        String outcome = change.apply(id);
        changed++;
        command.getOut().println((verb + " " + id + " " + outcome).strip());
      } catch (IllegalArgumentException e) {
        unchanged++;
        command.getErr().println("not " + verb + ": " + CellText.visible(FailureText.of(e)));
      }
    }
  }

  /** Prints how many letters were not changed, if any; returns the exit code. */
  int end() {
    if (unchanged == 0) {
      return ExitCode.DONE;
    }
    command.getErr().println(verb + " " + changed + ", not " + verb + " " + unchanged);
    return ExitCode.FOUND;
  }
}

package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class LetterChangesTest {
  @Test
  void aNameFromAnEntryCannotControlTheTerminal() throws Exception {
    StringWriter err = new StringWriter();
    CommandLine command = new CommandLine(CommandSpec.create()).setErr(new PrintWriter(err, true));
    LetterChanges changes = new LetterChanges("replayed", command);
    changes.all(
        List.of(1L),
        id -> {
          throw new IllegalArgumentException("letter " + id + " has no \u001b[2J");
        });
    assertThat(err.toString().strip()).isEqualTo("not replayed: letter 1 has no \\u001b[2J");
    assertThat(changes.end()).isEqualTo(ExitCode.FOUND);
  }
}

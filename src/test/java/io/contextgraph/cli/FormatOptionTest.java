package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

class FormatOptionTest {
  private static final Terminal TERMINAL = new Terminal(80, false);
  private static final String JSON = "{\"id\":\"a\"}\n";
  private static final String TABLE = "id\na\n";

  private final StringWriter error = new StringWriter();

  /** A command with the option as a field, and one below it with the option as a parameter. */
  @Command(name = "letters")
  static final class Letters implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private FormatOption format = new FormatOption();

    @Override
    public void run() {
      print(format);
    }

    @Command
    void list(@Mixin FormatOption form) {
      print(form);
    }

    private void print(FormatOption form) {
      RowPrinter rows = form.rows(spec.commandLine().getOut(), List.of(Column.id("id")));
      rows.print("{\"id\":\"a\"}");
      rows.flush();
    }
  }

  private String run(Terminal terminal, String... words) {
    StringWriter out = new StringWriter();
    CommandLine commands = new CommandLine(new Root(terminal)).addSubcommand(new Letters());
    Converters.register(commands);
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(error)).execute(words);
    return out.toString();
  }

  @Test
  void aTableIsTheDefaultOnATerminalOnly() {
    assertThat(run(Terminal.NONE, "letters")).isEqualTo(JSON);
    assertThat(run(TERMINAL, "letters")).isEqualTo(TABLE);
    assertThat(run(Terminal.NONE, "letters", "list")).isEqualTo(JSON);
    assertThat(run(TERMINAL, "letters", "list")).isEqualTo(TABLE);
  }

  @Test
  void theOptionWinsOverTheDefault() {
    assertThat(run(TERMINAL, "letters", "--format", "json")).isEqualTo(JSON);
    assertThat(run(Terminal.NONE, "letters", "list", "--format=table")).isEqualTo(TABLE);
  }

  @Test
  void anyOtherFormIsRefusedInWordsOfTheCommand() {
    assertThat(run(TERMINAL, "letters", "--format", "xml")).isEmpty();
    assertThat(error.toString())
        .contains("Invalid value for option '--format'", "'xml'; it should be json or table");
  }
}

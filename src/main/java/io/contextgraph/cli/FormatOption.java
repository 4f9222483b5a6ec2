package io.contextgraph.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that selects the form of an answer. */
final class FormatOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--format",
      paramLabel = "json|table",
      description =
          "json prints JSON Lines, table prints columns (default: table on a terminal, json in a"
              + " file or a pipe).")
  private @Nullable Format format;

  boolean isTable() {
    return format == null ? terminal().isPresent() : format == Format.TABLE;
  }

  /** Prints each object as a line of JSON, or as a row of a table with these columns. */
  RowPrinter rows(PrintWriter out, List<Column> columns) {
    return isTable()
        ? new TablePrinter(out, new TableLayout(columns, terminal()))
        : new JsonPrinter(out);
  }

  /** As {@link #rows}, but as JSON unless a table is asked for: it shows more than the columns. */
  RowPrinter lines(PrintWriter out, List<Column> columns) {
    return format == null ? new JsonPrinter(out) : rows(out, columns);
  }

  /** Prints each object as a line of JSON, or as one line for each of its keys. */
  RowPrinter details(PrintWriter out) {
    return isTable() ? new DetailPrinter(out) : new JsonPrinter(out);
  }

  private Terminal terminal() {
    return command.root().userObject() instanceof Root root ? root.terminal() : Terminal.NONE;
  }
}

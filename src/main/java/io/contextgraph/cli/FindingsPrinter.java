package io.contextgraph.cli;

import io.contextgraph.notary.Finding;
import java.io.PrintWriter;
import java.util.List;

/** Prints what a check showed. */
record FindingsPrinter(PrintWriter out) {
  /** Prints a line for each finding and returns the exit code. */
  int print(List<Finding> findings) {
    findings.forEach(finding -> out.println(CellText.visible(finding.toString())));
    out.flush();
    return Finding.hold(findings) ? ExitCode.DONE : ExitCode.FOUND;
  }
}

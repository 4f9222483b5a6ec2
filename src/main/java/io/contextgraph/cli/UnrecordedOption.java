package io.contextgraph.cli;

import picocli.CommandLine.Option;

/** The option for a change that the ledger shall not record. */
final class UnrecordedOption {
  @Option(
      names = "--unrecorded",
      description =
          "Change the key without an event in the ledger, for example because the ledger is lost.")
  private boolean given;

  boolean isGiven() {
    return given;
  }
}

package io.contextgraph.cli;

/** The exit codes of the command line. */
final class ExitCode {
  static final int DONE = 0;

  /** The check found something. */
  static final int FOUND = 1;

  /** Wrong usage or configuration. */
  static final int WRONG_USAGE = 2;

  /** A server could not be reached. */
  static final int UNREACHABLE = 3;

  private ExitCode() {}
}

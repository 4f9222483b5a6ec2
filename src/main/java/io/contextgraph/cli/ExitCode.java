package io.contextgraph.cli;

/** The exit codes of the command line. */
final class ExitCode {
  static final int DONE = 0;

  /** The check found something. */
  static final int FOUND = 1;

  /**
   * Wrong usage or configuration, a password or a right that a server refuses included: the same
   * command fails again until its caller changes something.
   */
  static final int WRONG_USAGE = 2;

  /** A server could not be reached, or did not answer in time. */
  static final int UNREACHABLE = 3;

  /** A bug of this program (EX_SOFTWARE of sysexits.h); its stack trace was printed. */
  static final int BUG = 70;

  private ExitCode() {}
}

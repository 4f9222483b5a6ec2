package io.contextgraph.server;

import java.io.Serial;

/** A server was reached but does not let this program in. Trying again does not help. */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says who refuses whom, in one line. The refusal itself is not kept: drivers' exceptions cannot
   * always be sent from a TaskManager, and Flink would then not see that a restart is of no use.
   *
   * @param server what it is, e.g. Redis
   */
  public RefusedException(String server, ServerAddress address, Throwable refusal) {
    super(
        server
            + " at "
            + address
            + " refuses the user or the password: "
            + refusal.getMessage()
            + ". Mend that, then start again");
  }
}

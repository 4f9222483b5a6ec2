package io.contextgraph.server;

import java.io.Serial;

/**
 * A server was reached and rejected the credentials or the rights of this program. Retrying does
 * not help.
 */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Names the server and the user in one line. The driver's exception is not kept as the cause: it
   * cannot always be serialized, and a TaskManager that fails to send it would hide from Flink that
   * restarting is useless.
   *
   * @param server the kind of server, e.g. Redis
   */
  public RefusedException(String server, ServerAddress address, Throwable refusal) {
    super(
        server
            + " at "
            + address
            + " refuses the user or the password: "
            + refusal.getMessage()
            + ". Correct the credentials or the user's rights, then start again");
  }
}

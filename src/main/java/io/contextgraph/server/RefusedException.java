package io.contextgraph.server;

import java.io.Serial;

/**
 * A server was reached and rejected the credentials, the user lacks a right, no verified connection
 * came about, or a password or a TLS file is not available where it is needed. Retrying does not
 * help until that is corrected.
 */
public final class RefusedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  private final boolean missingHere;

  /**
   * Names the server, the user and what is wrong in one line. The driver's exception is not kept as
   * the cause: it cannot always be serialized, and if a TaskManager fails to send it, Flink does
   * not learn that restarting is useless.
   *
   * @param server the kind of server, e.g. Redis
   * @param address its text is part of the message, so it must not contain a secret
   */
  public RefusedException(String server, Object address, Throwable refusal) {
    super(
        server
            + " at "
            + address
            + TlsFailure.reason(refusal)
                .map(reason -> ": " + TlsFailure.PREFIX + reason)
                .orElseGet(
                    () ->
                        " refuses the user or the password: "
                            + FailureText.of(refusal)
                            + ". Correct the credentials or the user's rights"));
    this.missingHere = false;
  }

  /**
   * The password of a server cannot be read in the process that connects.
   *
   * @param address its text is part of the message, so it must not contain a secret
   * @param missing names the file or the variable
   */
  RefusedException(Object address, Secret.UnavailableException missing) {
    super(
        "The password for "
            + address
            + " is not available: "
            + FailureText.of(missing)
            + ". Provide it to this process");
    this.missingHere = true;
  }

  /**
   * A TLS file of a server cannot be used in the process that connects.
   *
   * @param address its text is part of the message, so it must not contain a secret
   * @param unusable names the file
   */
  RefusedException(Object address, TlsFiles.UnusableException unusable) {
    super(address + ": " + TlsFailure.PREFIX + FailureText.of(unusable));
    this.missingHere = true;
  }

  /**
   * Whether no server was asked, because a password or a TLS file cannot be read in this process.
   */
  public boolean isMissingHere() {
    return missingHere;
  }
}

package io.contextgraph.server;

import java.io.Serial;
import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of a Redis server and the credentials for it. Independent of any Redis client.
 *
 * @param clientName the name of the connections in CLIENT LIST
 */
public record RedisAddress(ServerAddress address, String clientName) implements Serializable {
  @Serial private static final long serialVersionUID = 1;

  /** The port of a URI without one. */
  public static final int DEFAULT_PORT = 6379;

  private static final int ATTEMPTS = 3;
  private static final String CLOSED = "Connection closed prematurely";

  public String host() {
    return address.host();
  }

  public int port() {
    return address.portOr(DEFAULT_PORT);
  }

  /** Whether connections use TLS and verify the server. */
  public boolean usesTls() {
    return address.isEncrypted();
  }

  /**
   * Requires that nothing leaves this machine in plain form unless that was asked for. The job and
   * the commands say so earlier, with the names of their options.
   *
   * @return this address
   * @throws IllegalArgumentException naming the address and what to do
   */
  public RedisAddress requireProtected() {
    if (address.isUnprotected()) {
      throw new IllegalArgumentException(
          address
              + " is beyond this machine: ServerAddress.with(Tls.trusting(FILE)) names the authority"
              + " that signed its certificate, and Tls.OFF sends everything in plain form, passwords"
              + " included");
    }
    return this;
  }

  /** The number of the database, 0 if the URI has no path. */
  public int database() {
    String path = address.uri().getPath();
    return path == null || path.length() < 2 ? 0 : Integer.parseInt(path.substring(1));
  }

  /** The ACL user; null for the default user. */
  public @Nullable String user() {
    return address.user();
  }

  /**
   * Reads the TLS files, as they are now.
   *
   * @throws RefusedException if one is missing or unusable here
   */
  public TlsFiles tlsFiles() {
    return address.tlsFiles();
  }

  /**
   * Resolves the password; null if there is none.
   *
   * @throws RefusedException if it cannot be read here
   */
  public @Nullable String resolvedPassword() {
    return address.resolvedPassword();
  }

  /**
   * The refusal that caused a client's failure: Redis rejected the credentials, the user lacks the
   * right to run a command, no verified connection came about, or a file for it is missing here.
   * Empty for any other failure, which may be transient.
   */
  public Optional<RefusedException> refusal(Throwable failure) {
    if (TlsFailure.reason(failure).isPresent()) {
      return Optional.of(new RefusedException("Redis", address, failure));
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return Optional.of(refused);
      }
      String message = String.valueOf(cause.getMessage());
      if (Stream.of("WRONGPASS", "NOAUTH", "NOPERM", "ERR AUTH").anyMatch(message::startsWith)) {
        return Optional.of(new RefusedException("Redis", address, cause));
      }
    }
    return Optional.empty();
  }

  /**
   * Connects. Lettuce closes a connection that Redis refuses, and reports whichever it notices
   * first: the refusal, or that the connection was closed. So a connection that was closed while it
   * was opened is opened again, in all {@value #ATTEMPTS} times.
   *
   * @param open opens a connection, or throws what the client reports
   */
  public <C> C connect(Supplier<C> open) {
    for (int attempt = 1; ; attempt++) {
      try {
        return open.get();
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || refusal(e).isPresent() || !wasClosed(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean wasClosed(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(cause -> String.valueOf(cause.getMessage()).startsWith(CLOSED));
  }

  /** The address without its secret. */
  @Override
  public String toString() {
    return address.toString();
  }
}

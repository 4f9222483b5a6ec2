package io.contextgraph.server;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a secret is found. Only the reference is part of a job graph; the process that connects
 * resolves it.
 */
public sealed interface Secret extends Serializable {
  /**
   * The secret itself.
   *
   * @throws UnavailableException if it cannot be read here
   */
  String resolve();

  /** The content of a file, without white space around it. */
  record FromFile(String path) implements Secret {
    @Override
    public String resolve() {
      try {
        return Files.readString(Path.of(path)).strip();
      } catch (IOException e) {
        throw new UnavailableException("the secret file " + path + " cannot be read here", e);
      }
    }
  }

  /** An environment variable of the process that connects. */
  record FromEnvironment(String variable) implements Secret {
    @Override
    public String resolve() {
      String value = System.getenv(variable);
      if (value == null) {
        throw new UnavailableException(
            "the environment variable " + variable + " is not set here", null);
      }
      return value;
    }
  }

  /** A secret that a program on this machine already holds; it refuses to be serialized. */
  final class InMemory implements Secret {
    @Serial private static final long serialVersionUID = 1;
    private final transient String value;

    public InMemory(String value) {
      this.value = value;
    }

    @Override
    public String resolve() {
      return value;
    }

    @Serial
    private void writeObject(ObjectOutputStream out) throws IOException {
      throw new NotSerializableException("a secret in memory never leaves its process");
    }
  }

  /** A secret is not where it should be. */
  final class UnavailableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UnavailableException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

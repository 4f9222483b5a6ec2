package io.contextgraph.server;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A reference to a secret. The job graph contains only the reference; the process that connects to
 * the server resolves it.
 */
public sealed interface Secret extends Serializable {
  /**
   * Reads the secret.
   *
   * @throws UnavailableException if this process cannot read it
   */
  String resolve();

  /**
   * The content of a file, without leading and trailing white space. A file that is missing or
   * empty is read again for two seconds, because another program may be replacing it.
   */
  record FromFile(String path) implements Secret {
    private static final int MAX_BYTES = 65_536;
    private static final int ATTEMPTS = 11;
    private static final int PAUSE_MILLIS = 200;

    @Override
    public String resolve() {
      UnavailableException last = null;
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        try {
          return read();
        } catch (UnavailableException e) {
          last = e;
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
      }
      throw Objects.requireNonNull(last);
    }

    private String read() {
      try {
        byte[] bytes = new NamedFile(Path.of(path)).read(MAX_BYTES);
        String content =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().strip();
        if (content.isEmpty()) {
          throw new UnavailableException("the secret file " + path + " is empty", null);
        }
        return content;
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

  /** A secret in the memory of this process. Serializing it fails. */
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
      throw new NotSerializableException("a secret in memory cannot leave its process");
    }
  }

  /** A secret cannot be read from the place that its reference names. */
  final class UnavailableException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    UnavailableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}

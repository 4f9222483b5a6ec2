package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class EventFileTest {
  /** An input that cannot be read, with the message of a disk that is full. */
  private static final class Failing extends InputStream {
    private boolean closed;

    @Override
    public int read() throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Failing input = new Failing();

  @Test
  void anInputThatCannotBeCopiedIsNoServerThatCannotBeReached() throws Exception {
    try (EventFile file = new EventFile("-", input)) {
      assertThatExceptionOfType(UsageException.class)
          .isThrownBy(file::copy)
          .withMessageStartingWith("the standard input cannot be copied to a temporary file in ")
          .withMessageEndingWith(": No space left on device");
    }
    assertThat(input.closed).isTrue();
  }

  @Test
  void anInputThatCannotBeReadIsClosed() throws Exception {
    try (EventFile file = new EventFile("-", input)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(file::lines);
    }
    assertThat(input.closed).isTrue();
  }
}

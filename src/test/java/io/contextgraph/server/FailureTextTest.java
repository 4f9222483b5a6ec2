package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
  private static Throwable caused(Throwable e, Throwable cause) {
    return e.initCause(cause);
  }

  @Test
  void theFirstMessageIsGivenInOneLine() {
    assertThat(FailureText.of(new IOException("no such\n  server\r\n")))
        .isEqualTo("no such server");
    assertThat(FailureText.of(new UncheckedIOException(null, new IOException("inner"))))
        .isEqualTo("inner");
    assertThat(FailureText.of(new ExecutionException(new IOException("inner")))).isEqualTo("inner");
  }

  /** As the HTTP client of Java reports a port that is closed. */
  @Test
  void aChainWithoutAnyMessageIsExplained() {
    assertThat(
            FailureText.of(
                caused(
                    new ConnectException(),
                    caused(new ConnectException(), new ClosedChannelException()))))
        .isEqualTo("the connection was refused");
    assertThat(FailureText.of(caused(new ConnectException(), new UnresolvedAddressException())))
        .isEqualTo("the host is unknown");
    assertThat(FailureText.of(new TimeoutException())).isEqualTo("there was no answer in time");
    assertThat(FailureText.of(new EOFException())).isEqualTo("the connection was closed");
    assertThat(FailureText.of(new IllegalStateException())).isEqualTo("illegal state");
    assertThat(FailureText.of(new Exception())).isEqualTo("an unknown failure");
    assertThat(FailureText.of(new ExecutionException(new ConnectException())))
        .isEqualTo("the connection was refused");
  }

  @Test
  void aMessageThatOnlyNamesAHostOrAFileBecomesASentence() {
    assertThat(FailureText.of(new UnknownHostException("db"))).isEqualTo("the host db is unknown");
    assertThat(FailureText.of(new NoSuchFileException("/x")))
        .isEqualTo("the file /x does not exist");
  }
}

package io.contextgraph.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisAddressTest {
  private static RedisAddress address(String uri) {
    return new RedisAddress(ServerAddress.ofUriWithSecret(uri), "test");
  }

  @ParameterizedTest
  @CsvSource({
    "redis://host,           6379, 0, false",
    "redis://host/,          6379, 0, false",
    "rediss://u:p@host:7/12, 7,    12, true",
  })
  void partsThatTheUriOmitsHaveDefaults(String uri, int port, int database, boolean tls) {
    RedisAddress address = address(uri);
    assertThat(address.host()).isEqualTo("host");
    assertThat(address.port()).isEqualTo(port);
    assertThat(address.database()).isEqualTo(database);
    assertThat(address.usesTls()).isEqualTo(tls);
  }

  @ParameterizedTest
  @CsvSource({
    "WRONGPASS invalid username-password pair,                   true",
    "NOPERM User tester has no permissions to run 'xgroup',      true",
    "NOAUTH Authentication required.,                            true",
    "ERR AUTH <password> called without any password configured, true",
    "LOADING Redis is loading the dataset in memory,             false",
  })
  void aRefusalIsDistinguishedFromATransientFailure(String message, boolean refused) {
    Throwable failure = new IllegalStateException("failed", new IllegalStateException(message));
    assertThat(address("redis://u:p@host").refusal(failure).isPresent()).isEqualTo(refused);
  }

  @Test
  void aRefusalNamesServerAndUserInOneLineWithoutThePassword() {
    Throwable failure = new IllegalStateException("NOPERM no permissions");
    assertThat(address("redis://ada:secret@host").refusal(failure).orElseThrow())
        .hasMessage(
            "Redis at redis://host as ada refuses the user or the password: NOPERM no permissions."
                + " Correct the credentials or the user's rights")
        .hasNoCause();
  }

  private static IllegalStateException failure(String message) {
    return new IllegalStateException("Unable to connect", new IllegalStateException(message));
  }

  /** Each message is what the next attempt fails with; after them, an attempt succeeds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';                                                                            3",
        "Connection closed prematurely;                                                 3",
        "Connection closed prematurely|Connection closed prematurely;                   3",
        "Connection closed prematurely|Connection closed prematurely|Connection closed prematurely;"
            + " Connection closed prematurely",
        "Connection closed prematurely|WRONGPASS invalid;                               WRONGPASS invalid",
        "WRONGPASS invalid|x;                                                           WRONGPASS invalid",
        "Connection refused|x;                                                          Connection refused",
      })
  void aConnectionThatWasClosedWhileItWasOpenedIsOpenedAgain(String messages, String expected) {
    Deque<String> failures = new ArrayDeque<>(List.of(messages.split("\\|")));
    failures.remove("");
    Supplier<String> open =
        () -> {
          if (failures.isEmpty()) {
            return "3";
          }
          throw failure(failures.remove());
        };
    String outcome;
    try {
      outcome = address("redis://host").connect(open);
    } catch (IllegalStateException e) {
      outcome = e.getCause().getMessage();
    }
    assertThat(outcome).isEqualTo(expected);
  }
}

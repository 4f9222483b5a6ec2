package io.contextgraph.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandardOutputTest {
  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException(message);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe,false", "broken pipe,false", "No space left on device,true", ",true"})
  void onlyAReaderThatHasEndedIsNoFailure(String message, boolean isFailure) throws IOException {
    try (StandardOutput out = new StandardOutput(failing(message))) {
      assertThatIOException().isThrownBy(() -> out.write('x'));
      assertThat(out.failure().isPresent()).isEqualTo(isFailure);
    }
  }
}

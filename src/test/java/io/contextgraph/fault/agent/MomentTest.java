package io.contextgraph.fault.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MomentTest {
  /** Otherwise no thread is ever held there. */
  @ParameterizedTest
  @EnumSource
  void itsPlaceIsAMethodOfTheJob(Moment moment) throws ClassNotFoundException {
    assertThat(Arrays.stream(Class.forName(moment.type()).getDeclaredMethods()))
        .anyMatch(
            method ->
                method.getName().equals(moment.method())
                    && method.getParameterCount() == moment.parameters());
  }
}

package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobArgumentsTest {
  @Test
  void blanksAroundAKeyAndItsValueAreIgnored() {
    assertThat(JobArguments.of(List.of("redis.uri = redis://r:1 "), List.of()).set())
        .isEqualTo(Map.of("redis.uri", "redis://r:1"));
  }

  @Test
  void aValueMayContainAnEqualsSign() {
    assertThat(JobArguments.of(List.of("a=b=c"), List.of()).set()).containsEntry("a", "b=c");
  }

  @Test
  void aKeyIsGivenOnce() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobArguments.of(List.of("a=b", "a =c"), List.of()))
        .withMessage("--set a was given twice");
  }

  @Test
  void whatIsAnOptionOfRedeployIsNotSetAsAnOptionOfTheJob() {
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobArguments.of(List.of("parallelism = 3"), List.of()))
        .withMessage("--set parallelism: it is no option of the job; use --parallelism 3");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> JobArguments.of(List.of(), List.of("parallelism")))
        .withMessage("--unset parallelism: it is no option of the job; use --parallelism");
  }
}

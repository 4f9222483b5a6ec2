package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobHistoryTest {
  private static final List<String> NO_JOBS = List.of();

  @Test
  void aJobThatRanUntilItsJobManagerForgotItIsLost() {
    assertThat(JobHistory.NONE.after(List.of("RUNNING")).isLost(NO_JOBS)).isTrue();
    assertThat(JobHistory.NONE.after(List.of("RESTARTING")).isLost(NO_JOBS)).isTrue();
    assertThat(JobHistory.NONE.after(List.of("FINISHED", "RUNNING")).isLost(NO_JOBS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"FINISHED", "CANCELED", "FAILED"})
  void aJobThatEndedIsNotLostWhenItsJobManagerIsReplaced(String end) {
    JobHistory history = JobHistory.NONE.after(List.of("RUNNING")).after(List.of(end));
    assertThat(history.isLost(NO_JOBS)).isFalse();
    assertThat(history.after(NO_JOBS).isLost(NO_JOBS)).isFalse();
  }

  /** Flink's jobstore.expiration-time. */
  @Test
  void aJobThatEndedIsNotLostWhenItsJobManagerDropsItFromTheList() {
    JobHistory history = JobHistory.NONE.after(List.of("RUNNING")).after(List.of("FINISHED"));
    for (int poll = 0; poll < 3; poll++) {
      history = history.after(NO_JOBS);
      assertThat(history.isLost(NO_JOBS)).isFalse();
    }
    assertThat(history.after(List.of("RUNNING")).isLost(NO_JOBS)).isTrue();
  }

  @Test
  void aJobThatIsStillListedIsNotLost() {
    assertThat(JobHistory.RUNNING.isLost(List.of("FAILED"))).isFalse();
    assertThat(JobHistory.RUNNING.isLost(List.of("CREATED"))).isFalse();
  }

  @Test
  void nothingIsLostBeforeAJobWasSeen() {
    assertThat(JobHistory.NONE.after(NO_JOBS).isLost(NO_JOBS)).isFalse();
  }

  /** Compares with the last non-empty list. */
  @Test
  void onlyTheLastListThatNamedAJobDecides() {
    Random random = new Random(5);
    List<String> states = List.of("RUNNING", "RESTARTING", "FINISHED", "CANCELED", "FAILED");
    JobHistory history = JobHistory.NONE;
    List<String> last = NO_JOBS;
    for (int i = 0; i < 10_000; i++) {
      List<String> listed = new ArrayList<>();
      for (int job = random.nextInt(4); job > 0; job--) {
        listed.add(states.get(random.nextInt(states.size())));
      }
      history = history.after(listed);
      last = listed.isEmpty() ? last : listed;
      boolean ran = last.contains("RUNNING") || last.contains("RESTARTING");
      assertThat(history.isLost(NO_JOBS)).isEqualTo(ran);
      assertThat(history.isLost(List.of("CREATED"))).isFalse();
    }
  }
}

package io.contextgraph.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** With which options bin/local starts the job again. */
class KeptOptionsTest {
  private static final int SLOTS = 8;

  private final List<String> report = new ArrayList<>();
  private final List<Deployment> planned = new ArrayList<>();

  /** A job that knows these options only; each of its two groups needs its parallelism of slots. */
  private JobPlan plan(Deployment deployment, String... known) {
    planned.add(deployment);
    TreeSet<String> unknown = new TreeSet<>(JobArguments.pairs(deployment.arguments()).keySet());
    unknown.removeAll(List.of(known));
    UsageException.require(
        unknown.isEmpty(),
        "the job cannot be started: unknown argument "
            + String.join("; unknown argument ", unknown)
            + "; did you mean redis.trim?");
    int slots = Math.max(1, deployment.parallelism());
    return new JobPlan(Map.of("a", slots, "b", slots), Map.of());
  }

  private Deployment start(Deployment last, JobOptions typed, String... known) throws Exception {
    return new KeptOptions(next -> plan(next, known), SLOTS, report::add).of(last, typed);
  }

  private static JobOptions typed(int parallelism, List<String> set, List<String> unset) {
    return new JobOptions(parallelism, JobArguments.of(set, unset));
  }

  @Test
  void theJobStartsAsItLastRanAndSaysWhatWasKept() throws Exception {
    Deployment last = Deployment.fresh("--redis.trim", "keep").withParallelism(2);
    assertThat(start(last, JobOptions.UNCHANGED, "redis.trim")).isEqualTo(last);
    assertThat(report)
        .containsExactly(
            "Kept from the last job: --set redis.trim=keep --parallelism 2; --set, --unset and"
                + " --parallelism of bin/local change that");
  }

  @Test
  void withoutOptionsNothingIsCheckedOrReported() throws Exception {
    assertThat(start(Deployment.fresh(), JobOptions.UNCHANGED)).isEqualTo(Deployment.fresh());
    assertThat(report).isEmpty();
    assertThat(planned).isEmpty();
  }

  @Test
  void whatIsTypedWins() throws Exception {
    Deployment last =
        Deployment.fresh("--redis.trim", "keep", "--dedup.ttl", "1 d", "--a", "b")
            .withParallelism(2);
    assertThat(
            start(
                last,
                typed(3, List.of("redis.trim=trim"), List.of("dedup.ttl")),
                "redis.trim",
                "a"))
        .isEqualTo(Deployment.fresh("--a", "b", "--redis.trim", "trim").withParallelism(3));
    assertThat(report).singleElement().asString().startsWith("Kept from the last job: --set a=b; ");
  }

  @Test
  void anOptionThatNoLongerExistsIsLeftOutAndTheOthersAreKept() throws Exception {
    Deployment last =
        Deployment.fresh("--redis.trim", "keep", "--redis.trm", "x", "--redis", "y")
            .withParallelism(2);
    assertThat(start(last, JobOptions.UNCHANGED, "redis.trim"))
        .isEqualTo(Deployment.fresh("--redis.trim", "keep").withParallelism(2));
    assertThat(report).hasSize(2);
    assertThat(report.get(0))
        .startsWith("Left out of the options of the last job: --set redis.trm=x --set redis=y; ")
        .contains("unknown argument redis.trm");
  }

  @Test
  void aRefusalThatNamesNoOptionLeavesOutAllOfThem() throws Exception {
    KeptOptions.Planning refusing =
        next -> {
          throw new UsageException("the job cannot be started: exit code 1");
        };
    Deployment last = Deployment.fresh("--redis.trim", "keep").withParallelism(2);
    assertThat(new KeptOptions(refusing, SLOTS, report::add).of(last, JobOptions.UNCHANGED))
        .isEqualTo(Deployment.fresh());
    assertThat(report)
        .containsExactly(
            "Left out of the options of the last job: --set redis.trim=keep; exit code 1",
            "Left out of the options of the last job: --parallelism 2; exit code 1");
  }

  @Test
  void theAddressOfAServerIsNeverLeftOut() throws Exception {
    Deployment last = Deployment.fresh("--redis.uri", "redis://redis.example", "--redis.trm", "x");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> start(last, JobOptions.UNCHANGED, "redis.trim"))
        .withMessageContaining("unknown argument redis.uri")
        .withMessageEndingWith("use the server of bin/local with --unset redis.uri");
    assertThat(report).isEmpty();
    assertThat(start(last, typed(0, List.of(), List.of("redis.uri")), "redis.trim"))
        .isEqualTo(Deployment.fresh());
  }

  @Test
  void aParallelismForWhichThereAreNoSlotsIsLeftOut() throws Exception {
    assertThat(start(Deployment.fresh().withParallelism(5), JobOptions.UNCHANGED))
        .isEqualTo(Deployment.fresh());
    assertThat(report)
        .containsExactly(
            "Left out of the options of the last job: --parallelism; the job needs 10 slots, but"
                + " there are 8: --parallelism may be at most 4");
  }

  @Test
  void whatIsTypedWrongIsRefused() {
    Deployment last = Deployment.fresh("--old", "x");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> start(last, typed(0, List.of("redis.trm=keep"), List.of())))
        .withMessageContaining("unknown argument redis.trm");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> start(last, typed(5, List.of(), List.of()), "old"))
        .withMessageContaining("needs 10 slots");
    assertThatExceptionOfType(UsageException.class)
        .isThrownBy(() -> start(last, typed(0, List.of(), List.of("dedup.ttl"))))
        .withMessageContaining("--unset dedup.ttl: the last job has no such option; it has old");
  }
}

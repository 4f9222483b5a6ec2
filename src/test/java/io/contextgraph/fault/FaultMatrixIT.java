package io.contextgraph.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.contextgraph.local.Deployment;
import io.contextgraph.system.TestPorts;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Injects faults at moments: by default a selection, with -Dfaults=all every cell. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultMatrixIT {
  private static final long SEED = Long.getLong("seed", 1L);
  private static final boolean ALL = "all".equals(System.getProperty("faults"));

  /** Each check reads the whole ledger, so the test starts a new ledger after this many entries. */
  private static final int MAX_ENTRIES_PER_LEDGER = 12_000;

  private static FaultySystem faulty;
  private static FaultRun run;
  private static int acknowledged;
  private static int ledgers;

  @BeforeAll
  static void start() throws Exception {
    faulty = FaultySystem.start(TestPorts.from(2_000), Map.of());
    begin();
  }

  private static void begin() throws Exception {
    faulty.system().submit(Deployment.fresh().withParallelism(2));
    run = new FaultRun(faulty, SEED + 1_000L * ledgers++);
  }

  @BeforeEach
  void startANewLedgerWhereItIsLong() throws Exception {
    int entries = run.sent().size();
    if (entries > MAX_ENTRIES_PER_LEDGER) {
      check(run.endReading());
      run.close();
      acknowledged += entries;
      faulty.reset();
      begin();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    acknowledged += run.sent().size();
    faulty.print("seed " + SEED + ", entries acknowledged: " + acknowledged);
    run.close();
    faulty.close();
  }

  static Stream<FaultCell> cells() {
    return (ALL ? FaultCell.all() : FaultCell.some()).stream();
  }

  @Order(1)
  @ParameterizedTest
  @MethodSource("cells")
  void nothingIsLostOrDoubledWhen(FaultCell cell) throws Exception {
    check(run.inject(cell));
  }

  static Stream<Fault> inSavepoints() {
    return ALL
        ? Stream.of(
            Fault.TASKMANAGER_KILLED,
            Fault.TASKMANAGER_FROZEN,
            Fault.JOBMANAGER_KILLED,
            Fault.REDIS_KILLED,
            Fault.POSTGRES_KILLED)
        : Stream.of(Fault.TASKMANAGER_KILLED);
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("inSavepoints")
  void nothingIsLostOrDoubledInASavepointWhen(Fault fault) throws Exception {
    check(run.injectInSavepoint(fault));
  }

  @Order(3)
  @Test
  void theLiveReaderSawOnlyRowsThatStillExist() throws Exception {
    check(run.endReading());
  }

  private static void check(List<String> violations) {
    assertThat(violations).as(run.reproduction()).isEmpty();
  }
}

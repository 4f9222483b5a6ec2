package io.contextgraph.fault;

import io.contextgraph.local.FlinkCluster;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.Waiting;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A fault injected while a thread of a TaskManager is held. */
enum Fault {
  /** Kills the held TaskManager with SIGKILL. */
  TASKMANAGER_KILLED(Fault::kill),
  /**
   * Creates a zombie: stops the TaskManager until another one has taken over, then continues it.
   */
  TASKMANAGER_FROZEN(Fault::freeze),
  JOBMANAGER_KILLED((faulty, held) -> kill(faulty, "JOBMANAGER")),
  REDIS_KILLED((faulty, held) -> kill(faulty, "REDIS")),
  POSTGRES_KILLED((faulty, held) -> kill(faulty, "POSTGRES")),
  NEO4J_KILLED((faulty, held) -> kill(faulty, "NEO4J")),
  REDIS_CUT((faulty, held) -> faulty.proxy("REDIS").cut()),
  POSTGRES_CUT((faulty, held) -> faulty.proxy("POSTGRES").cut()),
  NEO4J_CUT((faulty, held) -> faulty.proxy("NEO4J").cut()),
  REDIS_REPLIES_LOST("REDIS"),
  POSTGRES_REPLIES_LOST("POSTGRES"),
  NEO4J_REPLIES_LOST("NEO4J");

  private interface Injection {
    void at(FaultySystem faulty, String held) throws Exception;
  }

  private final Injection injection;
  private final @Nullable String losingReplies;

  Fault(Injection injection) {
    this.injection = injection;
    this.losingReplies = null;
  }

  /** Requests arrive and replies are lost; then the connection breaks. */
  Fault(String losingReplies) {
    this.injection = (faulty, held) -> faulty.proxy(losingReplies).mode(TcpProxy.Mode.DROP_REPLIES);
    this.losingReplies = losingReplies;
  }

  private static void kill(FaultySystem faulty, String server) throws Exception {
    faulty.system().processes().named(server).kill();
  }

  private static void freeze(FaultySystem faulty, String held) throws Exception {
    ServerProcess process = faulty.system().processes().named(held);
    process.signal("STOP");
    try {
      FlinkCluster flink = faulty.system().flink();
      Waiting.await(
          "the JobManager has lost the TaskManager", () -> flink.api().taskManagers() < 2);
      Waiting.await(
          "the job runs elsewhere", () -> flink.api().allTasksRun(faulty.system().jobId()));
    } finally {
      process.signal("CONT");
    }
  }

  /** Injects the fault while the thread is held. */
  void inject(FaultySystem faulty, String held) throws Exception {
    injection.at(faulty, held);
  }

  /** Ends the fault after the thread was released. */
  void end(FaultySystem faulty) throws Exception {
    if (losingReplies != null) {
      TimeUnit.SECONDS.sleep(2);
      faulty.proxy(losingReplies).mode(TcpProxy.Mode.PASS);
      faulty.proxy(losingReplies).cut();
    }
  }
}

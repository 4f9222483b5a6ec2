package io.contextgraph.fault;

import io.contextgraph.local.FlinkCluster;
import io.contextgraph.local.ServerProcess;
import io.contextgraph.system.Waiting;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is done to the system while a thread of a TaskManager is held. */
enum Fault {
  /** kill -9 of the TaskManager that is held. */
  TASKMANAGER_KILLED(Fault::kill),
  /** The zombie: stopped until another took over, then let go on. */
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

  private interface Strike {
    void at(FaultySystem faulty, String held) throws Exception;
  }

  private final Strike strike;
  private final @Nullable String losingReplies;

  Fault(Strike strike) {
    this.strike = strike;
    this.losingReplies = null;
  }

  /** What is sent arrives, the answers do not; then the connection breaks. */
  Fault(String losingReplies) {
    this.strike = (faulty, held) -> faulty.proxy(losingReplies).mode(TcpProxy.Mode.DROP_REPLIES);
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
      Waiting.await("the JobManager misses it", () -> flink.api().taskManagers() < 2);
      Waiting.await(
          "the job runs elsewhere", () -> flink.api().allTasksRun(faulty.system().jobId()));
    } finally {
      process.signal("CONT");
    }
  }

  /** While the thread is held. */
  void strike(FaultySystem faulty, String held) throws Exception {
    strike.at(faulty, held);
  }

  /** After the thread was released. */
  void mend(FaultySystem faulty) throws Exception {
    if (losingReplies != null) {
      TimeUnit.SECONDS.sleep(2);
      faulty.proxy(losingReplies).mode(TcpProxy.Mode.PASS);
      faulty.proxy(losingReplies).cut();
    }
  }
}

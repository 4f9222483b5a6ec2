package io.contextgraph.local;

import java.util.concurrent.TimeUnit;

/** What is done to the system while a thread of a TaskManager is held. */
enum Fault {
  /** kill -9 of the TaskManager that is held. */
  TASKMANAGER_KILLED {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
      faulty.system().processes().named(held).kill();
    }
  },
  /** The zombie: stopped until another took over, then let go on. */
  TASKMANAGER_FROZEN {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
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
  },
  JOBMANAGER_KILLED {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
      faulty.system().processes().named("JOBMANAGER").kill();
    }
  },
  REDIS_KILLED {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
      faulty.system().processes().named("REDIS").kill();
    }
  },
  POSTGRES_KILLED {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
      faulty.system().processes().named("POSTGRES").kill();
    }
  },
  NEO4J_KILLED {
    @Override
    void strike(FaultySystem faulty, String held) throws Exception {
      faulty.system().processes().named("NEO4J").kill();
    }
  },
  REDIS_CUT {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("REDIS").cut();
    }
  },
  POSTGRES_CUT {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("POSTGRES").cut();
    }
  },
  NEO4J_CUT {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("NEO4J").cut();
    }
  },
  /** What is sent arrives, the answers do not; then the connection breaks. */
  POSTGRES_REPLIES_LOST {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("POSTGRES").mode(TcpProxy.Mode.DROP_REPLIES);
    }

    @Override
    void mend(FaultySystem faulty) throws Exception {
      TimeUnit.SECONDS.sleep(2);
      faulty.proxy("POSTGRES").mode(TcpProxy.Mode.PASS);
      faulty.proxy("POSTGRES").cut();
    }
  },
  NEO4J_REPLIES_LOST {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("NEO4J").mode(TcpProxy.Mode.DROP_REPLIES);
    }

    @Override
    void mend(FaultySystem faulty) throws Exception {
      TimeUnit.SECONDS.sleep(2);
      faulty.proxy("NEO4J").mode(TcpProxy.Mode.PASS);
      faulty.proxy("NEO4J").cut();
    }
  },
  REDIS_REPLIES_LOST {
    @Override
    void strike(FaultySystem faulty, String held) {
      faulty.proxy("REDIS").mode(TcpProxy.Mode.DROP_REPLIES);
    }

    @Override
    void mend(FaultySystem faulty) throws Exception {
      TimeUnit.SECONDS.sleep(2);
      faulty.proxy("REDIS").mode(TcpProxy.Mode.PASS);
      faulty.proxy("REDIS").cut();
    }
  };

  /** While the thread is held. */
  abstract void strike(FaultySystem faulty, String held) throws Exception;

  /** After the thread was released. */
  void mend(FaultySystem faulty) throws Exception {}
}

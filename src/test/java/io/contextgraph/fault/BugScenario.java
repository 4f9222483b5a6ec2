package io.contextgraph.fault;

import io.contextgraph.fault.agent.Moment;
import io.contextgraph.local.Deployment;
import io.contextgraph.system.Waiting;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Situations that expose a planted bug. Each starts from empty servers without a job. */
enum BugScenario {
  /** Publishes events and injects no fault. */
  QUIET {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      faulty.system().submit(deployment);
      FaultRun.join(run.publish(400, 10));
    }
  },
  /** Like QUIET, without the unique index that would reject a second row for an id. */
  QUIET_WITHOUT_UNIQUE_INDEX {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      dropUniqueIndex(faulty);
      QUIET.play(faulty, run, deployment);
    }
  },
  APPEND_CUT {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      inject(faulty, run, deployment, Moment.COPIED_NOT_COMMITTED, Fault.POSTGRES_CUT);
    }
  },
  COMMIT_REPLY_LOST {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      inject(faulty, run, deployment, Moment.COPIED_NOT_COMMITTED, Fault.POSTGRES_REPLIES_LOST);
    }
  },
  PROJECTOR_KILLED {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      inject(faulty, run, deployment, Moment.IN_GRAPH_TRANSACTION, Fault.TASKMANAGER_KILLED);
    }
  },
  /** Holds the writer for longer than a checkpoint takes if it does not wait for the writer. */
  WRITER_KILLED_AFTER_A_CHECKPOINT {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      faulty.system().submit(deployment);
      faulty.arm(Moment.COPIED_NOT_COMMITTED);
      List<Thread> publishing = run.publish(200, 0);
      String held = faulty.awaitHeld(Moment.COPIED_NOT_COMMITTED);
      FaultRun.join(publishing);
      TimeUnit.SECONDS.sleep(4);
      Fault.TASKMANAGER_KILLED.inject(faulty, held);
      faulty.release(Moment.COPIED_NOT_COMMITTED);
    }
  },
  /** Redis is trimmed while entries are read but not emitted; then the reader is killed. */
  READER_KILLED_AFTER_A_TRIM {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      faulty.system().submit(deployment);
      faulty.arm(Moment.ACKNOWLEDGED_NOT_TRIMMED);
      FaultRun.join(run.publish(200, 0));
      faulty.awaitHeld(Moment.ACKNOWLEDGED_NOT_TRIMMED);
      faulty.arm(Moment.READ_NOT_EMITTED);
      FaultRun.join(run.publish(200, 0));
      String held = faulty.awaitHeld(Moment.READ_NOT_EMITTED);
      faulty.release(Moment.ACKNOWLEDGED_NOT_TRIMMED);
      TimeUnit.SECONDS.sleep(2);
      Fault.TASKMANAGER_KILLED.inject(faulty, held);
      faulty.release(Moment.READ_NOT_EMITTED);
    }
  },
  /** The splits assigned since the last checkpoint, here all of them, are handed back. */
  READER_KILLED_BEFORE_ITS_FIRST_CHECKPOINT {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      FaultRun.join(run.publish(200, 0));
      faulty.arm(Moment.SNAPSHOTTED);
      faulty.system().submit(deployment);
      String held = faulty.awaitHeld(Moment.SNAPSHOTTED);
      Fault.TASKMANAGER_KILLED.inject(faulty, held);
      faulty.release(Moment.SNAPSHOTTED);
      FaultRun.join(run.publish(200, 0));
    }
  },
  /** Many slices queue up while a transaction is held. */
  GRAPH_BEHIND {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      faulty.system().submit(deployment);
      faulty.arm(Moment.IN_GRAPH_TRANSACTION);
      List<Thread> publishing = run.publish(1_000, 20);
      faulty.awaitHeld(Moment.IN_GRAPH_TRANSACTION);
      FaultRun.join(publishing);
      TimeUnit.SECONDS.sleep(2);
      faulty.release(Moment.IN_GRAPH_TRANSACTION);
    }
  },
  /** Reads every entry again without keyed state, as if its time to live had expired. */
  ALL_SENT_AGAIN_WITHOUT_STATE {
    @Override
    void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception {
      dropUniqueIndex(faulty);
      Deployment keeping =
          deployment.withArguments("--redis.start", "earliest", "--redis.trim", "keep");
      faulty.system().submit(keeping);
      FaultRun.join(run.publish(200, 0));
      Waiting.await("the ledger has more than 500 events", () -> faulty.outside().head() > 500);
      faulty.system().stopJob();
      faulty.system().submit(keeping);
      TimeUnit.SECONDS.sleep(4);
    }
  };

  abstract void play(FaultySystem faulty, FaultRun run, Deployment deployment) throws Exception;

  private static void dropUniqueIndex(FaultySystem faulty) throws Exception {
    faulty
        .outside()
        .execute("ALTER TABLE ledger.event_identity DROP CONSTRAINT event_identity_pkey");
  }

  private static void inject(
      FaultySystem faulty, FaultRun run, Deployment deployment, Moment moment, Fault fault)
      throws Exception {
    faulty.system().submit(deployment);
    faulty.arm(moment);
    List<Thread> publishing = run.publish(200, 0);
    String held = faulty.awaitHeld(moment);
    fault.inject(faulty, held);
    faulty.release(moment);
    fault.end(faulty);
    FaultRun.join(publishing);
  }
}

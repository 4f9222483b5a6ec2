package io.contextgraph.fault;

import io.contextgraph.fault.agent.Phase;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One fault at one moment. */
record FaultCell(Phase phase, Fault fault) {
  private static final Set<Phase> GRAPH =
      EnumSet.of(Phase.IN_GRAPH_TRANSACTION, Phase.GRAPH_NOT_COMMITTED, Phase.GRAPH_COMMITTED);
  private static final Set<Phase> TALKS_TO_REDIS =
      EnumSet.of(Phase.READ_NOT_EMITTED, Phase.COMPLETE_NOT_TOLD, Phase.TOLD_NOT_TRIMMED);
  private static final Set<Phase> TALKS_TO_POSTGRES =
      EnumSet.of(
          Phase.COPYING,
          Phase.COPIED_NOT_COMMITTED,
          Phase.COMMITTED_NOT_ACKNOWLEDGED,
          Phase.BARRIER_NOT_FLUSHED);

  /** Every cell that can matter. */
  static List<FaultCell> all() {
    List<FaultCell> cells = new ArrayList<>();
    for (Phase phase : Phase.values()) {
      for (Fault fault : Fault.values()) {
        FaultCell cell = new FaultCell(phase, fault);
        if (cell.omitted().isEmpty()) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  /** Each phase once, and each fault at least once. */
  static List<FaultCell> some() {
    return List.of(
        new FaultCell(Phase.READ_NOT_EMITTED, Fault.REDIS_CUT),
        new FaultCell(Phase.READ_NOT_EMITTED, Fault.REDIS_REPLIES_LOST),
        new FaultCell(Phase.SNAPSHOTTED, Fault.TASKMANAGER_KILLED),
        new FaultCell(Phase.COMPLETE_NOT_TOLD, Fault.TASKMANAGER_KILLED),
        new FaultCell(Phase.TOLD_NOT_TRIMMED, Fault.REDIS_KILLED),
        new FaultCell(Phase.COPYING, Fault.TASKMANAGER_FROZEN),
        new FaultCell(Phase.COPIED_NOT_COMMITTED, Fault.POSTGRES_REPLIES_LOST),
        new FaultCell(Phase.COPIED_NOT_COMMITTED, Fault.POSTGRES_KILLED),
        new FaultCell(Phase.COMMITTED_NOT_ACKNOWLEDGED, Fault.TASKMANAGER_FROZEN),
        new FaultCell(Phase.COMMITTED_NOT_ACKNOWLEDGED, Fault.POSTGRES_CUT),
        new FaultCell(Phase.BARRIER_NOT_FLUSHED, Fault.JOBMANAGER_KILLED),
        new FaultCell(Phase.IN_GRAPH_TRANSACTION, Fault.TASKMANAGER_KILLED),
        new FaultCell(Phase.IN_GRAPH_TRANSACTION, Fault.NEO4J_KILLED),
        new FaultCell(Phase.GRAPH_NOT_COMMITTED, Fault.NEO4J_REPLIES_LOST),
        new FaultCell(Phase.GRAPH_COMMITTED, Fault.NEO4J_CUT));
  }

  /** Why the cell cannot matter, if so. */
  Optional<String> omitted() {
    boolean graph = GRAPH.contains(phase);
    return switch (fault) {
      case TASKMANAGER_KILLED, TASKMANAGER_FROZEN, JOBMANAGER_KILLED, POSTGRES_KILLED ->
          Optional.empty();
      case REDIS_KILLED ->
          graph ? Optional.of("the projection has no connection to Redis") : Optional.empty();
      case REDIS_CUT, REDIS_REPLIES_LOST ->
          TALKS_TO_REDIS.contains(phase)
              ? Optional.empty()
              : Optional.of("the held thread does not talk to Redis");
      case POSTGRES_CUT, POSTGRES_REPLIES_LOST ->
          TALKS_TO_POSTGRES.contains(phase)
              ? Optional.empty()
              : Optional.of("the held thread does not talk to Postgres");
      case NEO4J_KILLED, NEO4J_CUT, NEO4J_REPLIES_LOST ->
          graph ? Optional.empty() : Optional.of("recording has no connection to Neo4j");
    };
  }
}

package io.contextgraph.fault;

import io.contextgraph.fault.agent.Moment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One cell of the fault matrix: one fault at one moment. */
record FaultCell(Moment moment, Fault fault) {
  private static final Set<Moment> GRAPH =
      EnumSet.of(Moment.IN_GRAPH_TRANSACTION, Moment.GRAPH_NOT_COMMITTED, Moment.GRAPH_COMMITTED);
  private static final Set<Moment> TALKS_TO_REDIS =
      EnumSet.of(
          Moment.READ_NOT_EMITTED,
          Moment.COMPLETE_NOT_ACKNOWLEDGED,
          Moment.ACKNOWLEDGED_NOT_TRIMMED);
  private static final Set<Moment> TALKS_TO_POSTGRES =
      EnumSet.of(
          Moment.COPYING,
          Moment.COPIED_NOT_COMMITTED,
          Moment.COMMITTED_NOT_REPORTED,
          Moment.BARRIER_NOT_FLUSHED);

  /** Every cell that can matter; see {@link #omitted}. */
  static List<FaultCell> all() {
    List<FaultCell> cells = new ArrayList<>();
    for (Moment moment : Moment.values()) {
      for (Fault fault : Fault.values()) {
        FaultCell cell = new FaultCell(moment, fault);
        if (cell.omitted().isEmpty()) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  /** A selection for CI that covers each moment and each fault. */
  static List<FaultCell> some() {
    return List.of(
        new FaultCell(Moment.READ_NOT_EMITTED, Fault.REDIS_CUT),
        new FaultCell(Moment.READ_NOT_EMITTED, Fault.REDIS_REPLIES_LOST),
        new FaultCell(Moment.SNAPSHOTTED, Fault.TASKMANAGER_KILLED),
        new FaultCell(Moment.COMPLETE_NOT_ACKNOWLEDGED, Fault.TASKMANAGER_KILLED),
        new FaultCell(Moment.ACKNOWLEDGED_NOT_TRIMMED, Fault.REDIS_KILLED),
        new FaultCell(Moment.COPYING, Fault.TASKMANAGER_FROZEN),
        new FaultCell(Moment.COPIED_NOT_COMMITTED, Fault.POSTGRES_REPLIES_LOST),
        new FaultCell(Moment.COPIED_NOT_COMMITTED, Fault.POSTGRES_KILLED),
        new FaultCell(Moment.COMMITTED_NOT_REPORTED, Fault.TASKMANAGER_FROZEN),
        new FaultCell(Moment.COMMITTED_NOT_REPORTED, Fault.POSTGRES_CUT),
        new FaultCell(Moment.BARRIER_NOT_FLUSHED, Fault.JOBMANAGER_KILLED),
        new FaultCell(Moment.IN_GRAPH_TRANSACTION, Fault.TASKMANAGER_KILLED),
        new FaultCell(Moment.IN_GRAPH_TRANSACTION, Fault.NEO4J_KILLED),
        new FaultCell(Moment.GRAPH_NOT_COMMITTED, Fault.NEO4J_REPLIES_LOST),
        new FaultCell(Moment.GRAPH_COMMITTED, Fault.NEO4J_CUT));
  }

  /** The reason why the cell cannot matter, or empty if it can. */
  Optional<String> omitted() {
    boolean graph = GRAPH.contains(moment);
    return switch (fault) {
      case TASKMANAGER_KILLED, TASKMANAGER_FROZEN, JOBMANAGER_KILLED, POSTGRES_KILLED ->
          Optional.empty();
      case REDIS_KILLED ->
          graph ? Optional.of("the projection has no connection to Redis") : Optional.empty();
      case REDIS_CUT, REDIS_REPLIES_LOST ->
          TALKS_TO_REDIS.contains(moment)
              ? Optional.empty()
              : Optional.of("the held thread does not talk to Redis");
      case POSTGRES_CUT, POSTGRES_REPLIES_LOST ->
          TALKS_TO_POSTGRES.contains(moment)
              ? Optional.empty()
              : Optional.of("the held thread does not talk to Postgres");
      case NEO4J_KILLED, NEO4J_CUT, NEO4J_REPLIES_LOST ->
          graph ? Optional.empty() : Optional.of("recording has no connection to Neo4j");
    };
  }
}

package io.contextgraph.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A standalone session cluster: one JobManager, two TaskManagers and Flink's command line. */
public final class FlinkCluster {
  public static final int TASK_MANAGERS = 2;

  private final FlinkHome home;
  private final Ports ports;

  FlinkCluster(FlinkHome home, Ports ports) {
    this.home = home;
    this.ports = ports;
  }

  public URI rest() {
    return URI.create("http://127.0.0.1:" + ports.flinkRest());
  }

  /** The cluster's REST interface. */
  public FlinkRest api() {
    return new FlinkRest(rest(), TASK_MANAGERS);
  }

  /** The folder of the cluster's own files. */
  public Path data() {
    return home.data();
  }

  /** The newest complete savepoint or retained checkpoint. */
  public Optional<Path> newestSnapshot() throws IOException {
    return home.newestSnapshot();
  }

  void configure(Map<String, String> overrides) throws IOException {
    home.configure(ports, overrides);
  }

  /** The slots of all TaskManagers, as configured. */
  int slots() throws IOException {
    return TASK_MANAGERS * home.configured().slots();
  }

  FlinkClient client() {
    return new FlinkClient(home);
  }

  Server jobManager() {
    return new FlinkProcess(home, FlinkRole.JOBMANAGER, "JOBMANAGER", rest(), List.of());
  }

  Server taskManager(int number) {
    List<String> properties =
        List.of(
            "-D", "taskmanager.resource-id=tm-" + number,
            "-D", "taskmanager.rpc.port=" + ports.taskManagerRpc(number),
            "-D", "taskmanager.data.port=" + ports.taskManagerData(number));
    return new FlinkProcess(
        home, FlinkRole.TASKMANAGER, "TASKMANAGER_" + number, rest(), properties);
  }
}

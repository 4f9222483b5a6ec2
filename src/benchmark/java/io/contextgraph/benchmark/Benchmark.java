package io.contextgraph.benchmark;

import io.contextgraph.local.InUseException;
import io.contextgraph.local.LocalCommand;
import io.contextgraph.local.LocalException;
import io.contextgraph.local.LocalSystem;
import io.contextgraph.local.Ports;
import io.contextgraph.local.Settings;
import io.contextgraph.local.UsageException;
import io.contextgraph.local.WholeNumber;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bin/benchmark}. */
@Command(
    name = "bin/benchmark",
    mixinStandardHelpOptions = true,
    description = {
      "Runs a benchmark with all servers on this machine: ledger (how fast the job drains a",
      "backlog from Redis into the ledger), streams (the same with one stream alone and among 2000",
      "idle ones), rewind (how fast entries are read again after a restart of Redis), graph (how fast",
      "the ledger is projected), latency (from an event's commit in the ledger until it is in the",
      "graph), keys (how fast events are recorded that all have the same trace or session), reads (how",
      "long reads of the ledger take when it has partitions for ten years), verify (how fast such a",
      "ledger is verified; on one core with taskset -c 0), evidence (how long a pack of evidence takes",
      "to make and to check), retention (how long a month takes to archive, verify and restore), tree",
      "(what part of an append the tree over the ledger takes) or sealing (what sealing costs an event",
      "with personal data)."
    })
public final class Benchmark implements Callable<Integer> {
  private static final PrintStream OUT = System.out;
  private static final PrintStream ERR = System.err;
  private static final int GRAPH_MEMORY = 4_096;
  private static final int MOST = 100_000_000;
  private static final int MOST_STREAMS = 100_000;
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  @Option(names = "--project", hidden = true, required = true)
  private Path project = Path.of(".");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "A new folder for all data (default: one below target).")
  private @Nullable String data;

  @Parameters(
      arity = "0..1",
      defaultValue = "LEDGER",
      description =
          "ledger, streams, rewind, graph, latency, keys, reads, verify, evidence, retention, tree or"
              + " sealing (default: ledger).")
  private Subject subject = Subject.LEDGER;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "Number of events (default: 500000; streams: 300000 twice; graph: 200000;"
              + " latency: 120000, at 1000 per second; keys: 2000000 of one trace, half as many of one"
              + " session; reads: 5000000; verify: 2000000; evidence: 100000 of one agent, in a"
              + " ledger of 25 times as many; retention: 1000000 of one month; tree: 1500000 in"
              + " batches of 5000; sealing: 1000000, and a hundredth of that with a new subject each).")
  private @Nullable String events;

  @Option(
      names = "--grown",
      paramLabel = "N",
      defaultValue = "2000000",
      description = "graph: number of events in the graph when it is measured again.")
  private String grown = "2000000";

  @Option(
      names = "--hashing",
      hidden = true,
      description = "tree: what JMH measured, in its CSV form; bin/benchmark passes it.")
  private @Nullable Path hashing;

  /** The part to measure. */
  enum Subject {
    LEDGER,
    STREAMS,
    REWIND,
    GRAPH,
    LATENCY,
    KEYS,
    READS,
    VERIFY,
    EVIDENCE,
    RETENTION,
    TREE,
    SEALING
  }

  @Option(
      names = "--streams",
      paramLabel = "N",
      defaultValue = "2000",
      description = "streams: number of streams (default: ${DEFAULT-VALUE}).")
  private String streams = "2000";

  @Option(
      names = "--port-base",
      paramLabel = "N",
      defaultValue = "22080",
      description = "The first of " + Ports.COUNT + " ports (default: ${DEFAULT-VALUE}).")
  private String portBase = "22080";

  /** Exit codes: 0 measured, 1 an event is missing, 2 wrong usage, 3 a server did not come up. */
  public static void main(String[] arguments) {
    ROOT_LOGGER.setLevel(Level.WARNING);
    System.exit(
        LocalCommand.of(new Benchmark())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    try {
      LocalSystem system = system();
      IntUnaryOperator count = count();
      int larger = WholeNumber.within("--grown", grown, 1, MOST);
      int idle = WholeNumber.within("--streams", streams, 1, MOST_STREAMS);
      Runtime.getRuntime().addShutdownHook(new Thread(system::close, "stop"));
      system.startServers();
      return measure(system, count, larger, idle) ? 0 : 1;
    } catch (UsageException | InUseException e) {
      ERR.println("bin/benchmark: " + FailureText.of(e));
      return 2;
    } catch (LocalException e) {
      ERR.println("bin/benchmark: " + FailureText.of(e));
      return 3;
    }
  }

  private LocalSystem system() throws IOException {
    int graphMemory = subject == Subject.GRAPH ? GRAPH_MEMORY : Settings.NONE.graphMemory();
    Ports ports = Ports.parse(portBase);
    Path target = project.resolve("target");
    Path folder = data == null ? newFolder(target) : LocalCommand.dataFolder(data, target);
    Settings settings = new Settings(Map.of(), List.of(), graphMemory);
    return new LocalSystem(
        project, folder.toAbsolutePath().normalize(), ports, OUT::println, settings);
  }

  /** The number of events: as typed, or the default of the benchmark. */
  private IntUnaryOperator count() {
    String typed = events;
    if (typed == null) {
      return defaultCount -> defaultCount;
    }
    int wanted = WholeNumber.within("--events", typed, 1, MOST);
    return defaultCount -> wanted;
  }

  private static Path newFolder(Path target) throws IOException {
    return Files.createTempDirectory(Files.createDirectories(target), "benchmark-");
  }

  private boolean measure(LocalSystem system, IntUnaryOperator count, int larger, int idle)
      throws Exception {
    Clock clock = Clock.systemUTC();
    LongSupplier nanos = System::nanoTime;
    Backlog backlog = new Backlog(system, OUT, clock, nanos);
    return switch (subject) {
      case LEDGER ->
          new DrainBenchmark(system, backlog, count.applyAsInt(500_000), OUT, nanos).run();
      case STREAMS ->
          new StreamsBenchmark(system, backlog, count.applyAsInt(300_000), idle, OUT).run();
      case REWIND ->
          new RewindBenchmark(system, backlog, count.applyAsInt(500_000), OUT, nanos).run();
      case GRAPH ->
          new GraphBenchmark(system, count.applyAsInt(200_000), larger, OUT, clock, nanos).run();
      case LATENCY ->
          new LatencyBenchmark(system, count.applyAsInt(120_000), OUT, clock, nanos).run();
      case KEYS -> new KeysBenchmark(system, count.applyAsInt(2_000_000), OUT, clock, nanos).run();
      case READS -> new ReadsBenchmark(system, count.applyAsInt(5_000_000), OUT, nanos).run();
      case VERIFY -> new VerifyBenchmark(system, count.applyAsInt(2_000_000), OUT, nanos).run();
      case EVIDENCE ->
          new EvidenceBenchmark(system, count.applyAsInt(100_000), OUT, clock, nanos).run();
      case RETENTION ->
          new RetentionBenchmark(system, count.applyAsInt(1_000_000), OUT, clock, nanos).run();
      case TREE ->
          new TreeBenchmark(system, hashingTimes(), count.applyAsInt(1_500_000), OUT, clock, nanos)
              .run();
      case SEALING -> new SealingBenchmark(system, count.applyAsInt(1_000_000), OUT, nanos).run();
    };
  }

  private HashingTimes hashingTimes() throws IOException {
    Path csv = hashing;
    if (csv == null) {
      throw new UsageException("the tree's hashes are not measured: use the script bin/benchmark");
    }
    return HashingTimes.read(csv);
  }
}

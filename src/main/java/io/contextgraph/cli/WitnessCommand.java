package io.contextgraph.cli;

import io.contextgraph.note.KeyFile;
import io.contextgraph.note.SigningKey;
import io.contextgraph.note.VerifierKey;
import io.contextgraph.server.FailureText;
import io.contextgraph.witness.Witness;
import io.contextgraph.witness.WitnessServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code witness}. */
@Command(
    name = "witness",
    mixinStandardHelpOptions = true,
    description = {
      "Cosigns the checkpoints of logs that only grow, until it is stopped.",
      "Runs on a machine of the auditor and follows C2SP tlog-witness: POST /add-checkpoint. It"
          + " needs no server and not the ledger. The command ledger key new --witness makes its"
          + " key.",
      "If a log signs two checkpoints of one size with different roots, both are kept in the folder"
          + " as evidence, and nothing is cosigned for that log again."
    })
final class WitnessCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  /** Seconds that the JDK's server waits for a request to arrive and for an answer to leave. */
  private static final String TIMEOUT = "30";

  private final InstantSource clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--state",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder that remembers what was cosigned, created if it is missing. A witness that"
              + " loses it begins again from whatever a log shows it first.")
  private Path state = Path.of("");

  @Option(
      names = "--vkey",
      paramLabel = "KEY",
      arity = "1..*",
      required = true,
      description =
          "A verifier key of a log, one or more; its name is the log's origin. May be repeated, also for one"
              + " log.")
  private List<VerifierKey> logKeys = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The witness' own key file, readable by its owner only.")
  private Path key = Path.of("");

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "The address to listen at (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "N",
      required = true,
      description = "The port to listen at; 0 for any free one.")
  private int port;

  /**
   * @param clock gives the times of cosignatures
   */
  WitnessCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    UsageException.requireWithin("--port", port, 0, MAX_PORT);
    System.setProperty("sun.net.httpserver.maxReqTime", TIMEOUT);
    System.setProperty("sun.net.httpserver.maxRspTime", TIMEOUT);
    PrintWriter err = spec.commandLine().getErr();
    List<SigningKey> keys = new KeyFile(key).read();
    InetSocketAddress address = address();
    try (Witness witness = Witness.open(state, logKeys, keys, clock, err::println);
        WitnessServer server = start(witness, address, err)) {
      print(keys, server.address());
      new CountDownLatch(1).await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.DONE;
  }

  private InetSocketAddress address() {
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new UsageException("--host: no such host is known: " + host);
    }
  }

  private WitnessServer start(Witness witness, InetSocketAddress address, PrintWriter err)
      throws IOException {
    try {
      return WitnessServer.start(witness, address, err::println);
    } catch (SocketException e) {
      throw new UsageException(
          "--host and --port: nothing can listen at %s:%d: %s"
              .formatted(host, port, FailureText.of(e)));
    }
  }

  private void print(List<SigningKey> keys, InetSocketAddress address) {
    PrintWriter out = spec.commandLine().getOut();
    keys.forEach(own -> out.println("cosigning as " + own.verifierKey()));
    String ip = address.getAddress().getHostAddress();
    String named = ip.contains(":") ? "[" + ip + "]" : ip;
    out.println("listening at http://" + named + ":" + address.getPort());
    out.flush();
  }
}

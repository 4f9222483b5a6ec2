package io.contextgraph.cli;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.producer.JsonLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish FILE.jsonl}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Adds events to Redis Streams from JSON Lines, one object per line.")
final class PublishCommand implements Callable<Integer> {
  private final Servers servers;
  private final InputStream standardInput;
  private final LongSupplier nanoClock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A JSON Lines file; - for standard input.")
  private String file = "-";

  @Option(
      names = "--streams",
      split = ",",
      defaultValue = "events",
      description = "Streams to spread the sessions over (default: ${DEFAULT-VALUE}).")
  private List<String> streams = List.of("events");

  @Option(
      names = "--rate",
      description = "Events per second (default: as fast as Redis accepts them).")
  private double rate;

  PublishCommand(Servers servers, InputStream standardInput, LongSupplier nanoClock) {
    this.servers = servers;
    this.standardInput = standardInput;
    this.nanoClock = nanoClock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (EventProducer producer = new EventProducer(servers.redis(), streams);
        JsonLines lines = new JsonLines(open())) {
      Pace pace = new Pace(rate, nanoClock.getAsLong());
      long sent = 0;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        publish(producer, line, lines.number());
        sent++;
        TimeUnit.NANOSECONDS.sleep(pace.nanosToWait(sent, nanoClock.getAsLong()));
      }
      spec.commandLine().getOut().println("published " + producer.flush() + " events");
    }
    return ExitCode.DONE;
  }

  private static void publish(EventProducer producer, byte[] line, long number) throws IOException {
    try {
      producer.publish(line);
    } catch (IllegalArgumentException e) {
      throw new UsageException(
          "line %d cannot be published: %s; %d events before it are published"
              .formatted(number, e.getMessage(), producer.flush()));
    }
  }

  private InputStream open() throws IOException {
    if (file.equals("-")) {
      return standardInput;
    }
    if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
      throw new UsageException("the file " + file + " cannot be read");
    }
    return Files.newInputStream(Path.of(file));
  }
}

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish FILE.jsonl}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = "Adds events to Redis Streams, one JSON object a line.")
final class PublishCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A JSON Lines file; - for standard input.")
  private String file = "-";

  @Option(
      names = "--streams",
      split = ",",
      defaultValue = "events",
      description = "Streams to spread the sessions over (default: ${DEFAULT-VALUE}).")
  private List<String> streams = List.of("events");

  @Option(names = "--rate", description = "Events a second (default: as fast as Redis takes them).")
  private double rate;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Servers servers = new Servers(System.getenv());
    try (EventProducer producer = new EventProducer(servers.redis(), streams);
        JsonLines lines = new JsonLines(open())) {
      long started = System.nanoTime();
      long sent = 0;
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        publish(producer, line, lines.number());
        sent++;
        pace(started, sent);
      }
      long acknowledged = producer.flush();
      spec.commandLine().getOut().println("published " + acknowledged + " events");
    }
    return 0;
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
      return System.in;
    }
    if (!Files.isReadable(Path.of(file)) || Files.isDirectory(Path.of(file))) {
      throw new UsageException("the file " + file + " cannot be read");
    }
    return Files.newInputStream(Path.of(file));
  }

  private void pace(long started, long sent) throws InterruptedException {
    if (rate > 0) {
      long due = started + (long) (sent / rate * 1e9);
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }
  }
}

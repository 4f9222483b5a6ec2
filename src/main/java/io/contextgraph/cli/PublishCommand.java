package io.contextgraph.cli;

import io.contextgraph.event.EventLimits;
import io.contextgraph.event.PlainPersonalData;
import io.contextgraph.event.Reason;
import io.contextgraph.event.Sealer;
import io.contextgraph.event.SealingException;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.producer.EventProducer;
import io.contextgraph.producer.JsonLines;
import io.contextgraph.producer.LineCheck;
import io.contextgraph.producer.StreamReaders;
import io.contextgraph.redis.KeyList;
import io.contextgraph.server.RedisAddress;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code publish FILE.jsonl}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Adds events to Redis Streams from JSON Lines, one object per line, in UTF-8.",
      "A line that the job would not record is refused, with its number and all that is wrong with"
          + " it on standard error; the other lines are published. Exit code 1 if a line was refused.",
      "Beyond "
          + Verdicts.SINGLE
          + " refused lines, the others are only counted, and at the end"
          + " standard error has the number and the line numbers of all, by reason.",
      "What the command events prints can be published again.",
      "Personal data is sealed before it reaches Redis, with the keys that"
          + " CONTEXT_GRAPH_PRIVACY_SEALER_URI and CONTEXT_GRAPH_PRIVACY_KEY_FILE name; without them, a"
          + " line that has it is refused.",
      "If the job sets event.max-age or event.max-skew, set its variables"
          + " CONTEXT_GRAPH_EVENT_MAX_AGE and CONTEXT_GRAPH_EVENT_MAX_SKEW here too."
    })
final class PublishCommand implements Callable<Integer> {
  /** For some seconds in all. */
  private static final int SEALING_RETRIES = 5;

  private final Servers servers;
  private final InputStream standardInput;
  private final LongSupplier nanoClock;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "A JSON Lines file; - for standard input.")
  private String file = "-";

  @Option(
      names = "--streams",
      paramLabel = "KEYS",
      defaultValue = "events",
      description = {
        "Streams to spread the sessions over, separated by commas. Standard error says which of"
            + " them are new or have no consumer group, so that perhaps no job reads them (default:"
            + " ${DEFAULT-VALUE})."
      })
  private String streams = "events";

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Events per second, greater than 0 (default: as fast as Redis accepts them).")
  private @Nullable Double rate;

  @Option(
      names = "--strict",
      description = {
        "Publish nothing if a line is refused. Copies the input to a temporary file and checks"
            + " all of it before the first line is published."
      })
  private boolean strict;

  /**
   * @param nanoClock measures the time between two events
   * @param clock the reference for the time of an event
   */
  PublishCommand(Servers servers, InputStream standardInput, LongSupplier nanoClock, Clock clock) {
    this.servers = servers;
    this.standardInput = standardInput;
    this.nanoClock = nanoClock;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    UsageException.require(rate == null || rate > 0, "--rate must be greater than 0");
    List<String> keys = keys();
    RedisAddress redis = servers.redis();
    try (EventFile input = new EventFile(file, standardInput);
        SealerOnDemand sealer = sealers().map(SealerOnDemand::new).orElse(null)) {
      Publication publication = publication(sealer);
      if (strict && !isValid(input, publication)) {
        spec.commandLine().getErr().println("nothing is published, as --strict demands");
        return end(0, publication);
      }
      try (EventProducer producer = new EventProducer(redis, keys)) {
        keys.forEach(key -> noteUnread(key, producer.readers(key)));
        return publish(input, publication, producer);
      }
    }
  }

  /** Empty if no variable names a key store: personal data in plain form is refused then. */
  private Optional<KeyStoreSealers> sealers() {
    return servers
        .postgresOf(Servers.Role.SEALER)
        .map(
            store ->
                new KeyStoreSealers(
                    store,
                    servers.keyEncryptionKeys(),
                    servers.postgresOf(Servers.Role.ANY).orElse(null),
                    false,
                    SEALING_RETRIES));
  }

  private Publication publication(@Nullable Sealer sealer) {
    EventLimits limits = new JobLimits(servers.environment()).read();
    PlainPersonalData plain = sealer == null ? PlainPersonalData.REFUSE : PlainPersonalData.SEAL;
    return new Publication(
        new LineCheck(limits, plain, clock), sealer, spec.commandLine().getErr());
  }

  /** Follows the rule of the job's option redis.streams. */
  private List<String> keys() {
    List<String> keys = KeyList.parse(streams);
    if (keys.isEmpty()) {
      throw new UsageException("--streams must name a stream");
    }
    for (String key : keys) {
      if (key.getBytes(StandardCharsets.UTF_8).length > EventLimits.MAX_STREAM_BYTES) {
        throw new UsageException(
            "--streams must name keys of at most " + EventLimits.MAX_STREAM_BYTES + " bytes");
      }
    }
    return keys;
  }

  /** Redis accepts entries for any stream, whether or not a job reads it. */
  private void noteUnread(String key, StreamReaders readers) {
    if (readers == StreamReaders.NEW_STREAM || readers == StreamReaders.NONE) {
      String state = readers == StreamReaders.NONE ? "has no consumer group" : "is new";
      note(
          "stream %s %s; a job records it only if redis.streams or redis.streams-pattern includes it"
              .formatted(key, state));
    }
  }

  private void note(String sentence) {
    spec.commandLine().getErr().println(CellText.visible(sentence));
  }

  private void noteMissingKeyStore(Verdicts verdicts) {
    if (verdicts.has(Reason.PERSONAL_DATA_NOT_SEALED) && sealers().isEmpty()) {
      note(
          "to seal personal_data here, set CONTEXT_GRAPH_PRIVACY_SEALER_URI and"
              + " CONTEXT_GRAPH_PRIVACY_KEY_FILE");
    }
  }

  private boolean isValid(EventFile input, Publication publication) throws IOException {
    input.copy();
    try (JsonLines lines = input.lines()) {
      publication.check(lines);
    }
    return publication.verdicts().refused().count() == 0;
  }

  private int publish(EventFile input, Publication publication, EventProducer producer)
      throws IOException, InterruptedException {
    try (JsonLines lines = input.lines()) {
      return end(
          publication.publish(lines, producer, rate == null ? 0 : rate, nanoClock), publication);
    } catch (IOException | RedisException | SealingException e) {
      publication.verdicts().end();
      spec.commandLine().getErr().println("stopped: " + publication.progress(producer));
      throw e;
    }
  }

  private int end(long published, Publication publication) {
    publication.verdicts().end();
    noteMissingKeyStore(publication.verdicts());
    LineNumbers refused = publication.verdicts().refused();
    String lines = refused.count() == 0 ? "" : ": " + refused.text();
    spec.commandLine()
        .getOut()
        .println("published " + published + ", refused " + refused.count() + lines);
    return refused.count() == 0 ? ExitCode.DONE : ExitCode.FOUND;
  }
}

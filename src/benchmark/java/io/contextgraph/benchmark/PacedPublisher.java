package io.contextgraph.benchmark;

import io.contextgraph.producer.EventProducer;
import io.contextgraph.server.FailureText;
import io.contextgraph.server.RedisAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Publishes generated events at a steady rate; if that fails, prints the reason to {@code out} and
 * ends.
 */
record PacedPublisher(
    RedisAddress redis,
    int events,
    int perSecond,
    PrintStream out,
    Clock clock,
    LongSupplier nanoClock)
    implements Runnable {
  private static final Duration AGE = Duration.ofHours(1);

  @Override
  public void run() {
    GeneratedEvents generated = new GeneratedEvents(1, clock.instant().minus(AGE));
    long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
    try (EventProducer producer = new EventProducer(redis, List.of("events"))) {
      long started = nanoClock.getAsLong();
      for (int i = 0; i < events; i++) {
        producer.send("events", generated.next());
        TimeUnit.NANOSECONDS.sleep(started + i * pause - nanoClock.getAsLong());
      }
      producer.flush();
    } catch (IOException e) {
      out.println("Publishing failed: " + FailureText.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

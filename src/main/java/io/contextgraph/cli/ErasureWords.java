package io.contextgraph.cli;

import io.contextgraph.erasure.Erasure;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Says how far an erasure is. */
record ErasureWords(PrintWriter err) implements Erasure.Observer {
  @Override
  public void reached(Erasure.Step step) {
    err.println(
        switch (step) {
          case DESTROYED -> "The key is destroyed.";
          case LEASES_ENDED -> "No program may use the key any more.";
          case RECORDED -> "The ledger has recorded the erasure.";
          case REMEMBERED -> "The key store knows the position of the record.";
          case FINISHED -> "The erasure is complete.";
        });
    err.flush();
  }

  @Override
  public void await(Duration duration) throws InterruptedException {
    if (duration.toSeconds() >= 1) {
      err.println(
          "Programs may use the key for "
              + (duration.toSeconds() + 1)
              + " s more; waiting until they may not. If this is interrupted, run it again.");
      err.flush();
    }
    TimeUnit.NANOSECONDS.sleep(duration.toNanos());
  }
}

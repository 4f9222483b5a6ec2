package io.contextgraph.cli;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.privacy.KeyStoreSealers;
import io.contextgraph.server.FailureText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens a sealer for the first value, so that lines without personal data need no key store. */
final class SealerOnDemand implements Sealer {
  private final KeyStoreSealers sealers;
  private @Nullable Sealer opened;

  SealerOnDemand(KeyStoreSealers sealers) {
    this.sealers = sealers;
  }

  /**
   * @throws UsageException if the key file cannot be used
   */
  @Override
  public Outcome seal(EventId eventId, String subjectId, byte[] plain) {
    Sealer sealer = opened;
    if (sealer == null) {
      sealer = open();
      opened = sealer;
    }
    return sealer.seal(eventId, subjectId, plain);
  }

  private Sealer open() {
    try {
      return sealers.open();
    } catch (IOException e) {
      throw new UsageException(FailureText.of(e));
    }
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}

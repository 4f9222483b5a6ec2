package io.contextgraph.cli;

import io.contextgraph.event.EventId;
import io.contextgraph.event.Sealer;
import io.contextgraph.privacy.KeyStoreSealers;
import org.jspecify.annotations.Nullable;

/** Opens a sealer for the first value, so that lines without personal data need no key store. */
final class SealerOnDemand implements Sealer {
  private final KeyStoreSealers sealers;
  private @Nullable Sealer opened;

  SealerOnDemand(KeyStoreSealers sealers) {
    this.sealers = sealers;
  }

  @Override
  public Outcome seal(EventId eventId, String subjectId, byte[] plain) {
    Sealer sealer = opened;
    if (sealer == null) {
      sealer = sealers.open();
      opened = sealer;
    }
    return sealer.seal(eventId, subjectId, plain);
  }

  @Override
  public void close() {
    if (opened != null) {
      opened.close();
    }
  }
}

package io.contextgraph.event;

/** Seals personal data before anything stores it. Used by one thread. */
public interface Sealer extends AutoCloseable {
  /** What became of a value. */
  sealed interface Outcome {
    /**
     * @param value what replaces the plain value
     */
    record Sealed(SealedValue value) implements Outcome {}

    /** The subject was erased: the event is kept without its personal data. */
    record Erased() implements Outcome {}
  }

  /**
   * Seals a value with its subject's key, for this event only.
   *
   * @param plain one JSON object, as sent
   * @throws SealingException if the key store does not answer after its retries, or refuses
   */
  Outcome seal(EventId eventId, String subjectId, byte[] plain);

  @Override
  void close();
}

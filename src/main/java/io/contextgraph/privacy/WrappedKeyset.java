package io.contextgraph.privacy;

/**
 * The keyset of a subject as the key store has it: encrypted.
 *
 * @param version of the keyset; sealed values name it
 * @param bytes Tink's encrypted keyset; must not be modified
 * @param kekId the key-encryption key that encrypts it
 */
public record WrappedKeyset(int version, byte[] bytes, String kekId) {
  /** The version of a subject's first keyset. */
  static final int FIRST = 1;
}

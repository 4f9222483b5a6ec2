package io.contextgraph.erasure;

import java.time.Instant;
import java.util.Optional;

/**
 * A key-encryption key that wrapped the keyset of an erased subject at some time.
 *
 * @param destroyedAt when it was removed from the key file and marked as destroyed, if it was
 */
public record WrappingKey(String id, Optional<Instant> destroyedAt) {}

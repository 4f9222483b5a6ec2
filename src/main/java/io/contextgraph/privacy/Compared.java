package io.contextgraph.privacy;

import java.time.Instant;

/**
 * How far a key store was compared with a ledger.
 *
 * @param position every erasure that the ledger recorded up to here is in the store
 * @param at when it was last compared
 */
public record Compared(long position, Instant at) {}

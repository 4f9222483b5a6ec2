package io.contextgraph.verify;

import org.jspecify.annotations.Nullable;

/**
 * The row of {@code ledger.head}.
 *
 * @param recordedAt microseconds since 1970; null if it is infinite
 * @param frontier the hashes of the complete subtrees of the tree, as stored
 */
record StoredHead(
    String ledgerId, long position, @Nullable Long recordedAt, long treeSize, byte[] frontier) {}

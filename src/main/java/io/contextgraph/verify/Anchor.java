package io.contextgraph.verify;

import io.contextgraph.tree.Hash;

/**
 * What a checkpoint says about the ledger.
 *
 * @param name where it comes from, for messages
 * @param origin the log that it is of
 * @param size the number of leaves
 * @param root the root hash over them
 * @param trusted whether the one who can change the database cannot have changed it: it comes from
 *     outside, or a given key verifies its signature
 */
public record Anchor(String name, String origin, long size, Hash root, boolean trusted) {}

/**
 * The Merkle tree over the ledger (RFC 6962): leaves, nodes, tiles and proofs. No input or output.
 */
@NullMarked
package io.contextgraph.tree;

import org.jspecify.annotations.NullMarked;

/**
 * Checkpoints of the ledger's tree, and proofs about them: signs what continues the last signed
 * checkpoint, forks a ledger that lost signed positions, proves that an event is recorded, and
 * checks such proofs without a server.
 */
@NullMarked
package io.contextgraph.notary;

import org.jspecify.annotations.NullMarked;

/**
 * Verifies a ledger: rows, identities, tree, checkpoints and schema. Reads in short transactions
 * and never holds up recording.
 */
@NullMarked
package io.contextgraph.verify;

import org.jspecify.annotations.NullMarked;

/** Drops duplicates by keyed state, as a fast filter before the ledger, which decides. */
@NullMarked
package io.contextgraph.dedup;

import org.jspecify.annotations.NullMarked;

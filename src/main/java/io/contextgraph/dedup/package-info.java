/** Drops what was seen and tells conflicts, in keyed state; the ledger has the last word. */
@NullMarked
package io.contextgraph.dedup;

import org.jspecify.annotations.NullMarked;

/** Compares the graph with the ledger, repairs it and rebuilds it; does not use Flink. */
@NullMarked
package io.contextgraph.audit;

import org.jspecify.annotations.NullMarked;

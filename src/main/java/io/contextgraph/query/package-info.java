/** Queries of the ledger, the graph and the running system: events, dead letters, status. */
@NullMarked
package io.contextgraph.query;

import org.jspecify.annotations.NullMarked;

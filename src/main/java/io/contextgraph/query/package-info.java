/** Questions to the ledger, the graph and the running parts: events, dead letters, status. */
@NullMarked
package io.contextgraph.query;

import org.jspecify.annotations.NullMarked;

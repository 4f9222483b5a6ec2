/** Appends events to the Postgres ledger in one order, and reads them by position. */
@NullMarked
package io.contextgraph.ledger;

import org.jspecify.annotations.NullMarked;

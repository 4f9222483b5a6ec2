/** Questions asked of the ledger and of the parts: events, dead letters, status. */
@NullMarked
package io.contextgraph.query;

import org.jspecify.annotations.NullMarked;

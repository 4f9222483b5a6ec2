/** Installs the schemas of the ledger and the graph. */
@NullMarked
package io.contextgraph.schema;

import org.jspecify.annotations.NullMarked;

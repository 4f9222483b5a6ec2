/** Installs the schema of the ledger. Requires Flyway, which the job jar does not contain. */
@NullMarked
package io.contextgraph.schema;

import org.jspecify.annotations.NullMarked;

/** Installs the schema of the ledger. It needs Flyway, which is not in the job's jar. */
@NullMarked
package io.contextgraph.schema;

import org.jspecify.annotations.NullMarked;

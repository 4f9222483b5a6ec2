/**
 * Installs the schemas of the ledger and of the key store. Requires Flyway, which the job jar does
 * not contain.
 */
@NullMarked
package io.contextgraph.schema;

import org.jspecify.annotations.NullMarked;

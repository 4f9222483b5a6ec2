/**
 * Months of the ledger in files: the form of the files, what the ledger says about them, and
 * reading them. Writes and drops nothing in the ledger.
 */
@NullMarked
package io.contextgraph.archive;

import org.jspecify.annotations.NullMarked;

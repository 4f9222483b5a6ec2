/**
 * What must be kept and what may go: legal holds, how long events are kept, and the months that
 * leave the ledger for files and come back. A hold protects what an erasure or an archiving would
 * remove.
 */
@NullMarked
package io.contextgraph.retention;

import org.jspecify.annotations.NullMarked;

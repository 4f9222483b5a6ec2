/**
 * What must be kept: legal holds, which are control events of the ledger and nothing else. A hold
 * protects what an erasure or an archiving would remove.
 */
@NullMarked
package io.contextgraph.retention;

import org.jspecify.annotations.NullMarked;

/**
 * Erases subjects: destroys a key, records that in the ledger, and says in a signed receipt what is
 * left. Opens what is sealed, too, for those who may read it. The job needs nothing of this.
 */
@NullMarked
package io.contextgraph.erasure;

import org.jspecify.annotations.NullMarked;

/**
 * The pack of evidence that an auditor takes home: the events that answer a question, with a proof
 * each, in one file; and its check without a server.
 */
@NullMarked
package io.contextgraph.evidence;

import org.jspecify.annotations.NullMarked;

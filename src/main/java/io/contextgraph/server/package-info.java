/**
 * Addresses of servers, references to secrets, refusals, and files that a person names. Does not
 * depend on Flink or client libraries.
 */
@NullMarked
package io.contextgraph.server;

import org.jspecify.annotations.NullMarked;

/**
 * Addresses of servers, references to secrets, refusals. Does not depend on Flink or client
 * libraries.
 */
@NullMarked
package io.contextgraph.server;

import org.jspecify.annotations.NullMarked;

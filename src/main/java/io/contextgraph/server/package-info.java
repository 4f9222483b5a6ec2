/** Addresses of servers, references to secrets, refusals. No Flink and no client libraries. */
@NullMarked
package io.contextgraph.server;

import org.jspecify.annotations.NullMarked;

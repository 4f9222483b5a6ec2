/** How a server is addressed, and with which secret. No Flink here. */
@NullMarked
package io.contextgraph.server;

import org.jspecify.annotations.NullMarked;

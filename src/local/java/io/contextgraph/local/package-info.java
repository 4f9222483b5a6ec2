/** The whole system on one machine without Docker: real servers as child processes. */
@NullMarked
package io.contextgraph.local;

import org.jspecify.annotations.NullMarked;

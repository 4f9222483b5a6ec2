/** The command line. */
@NullMarked
package io.contextgraph.cli;

import org.jspecify.annotations.NullMarked;

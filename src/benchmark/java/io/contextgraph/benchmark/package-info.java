/** Benchmarks of the whole system on one machine, each beside a limit or a peer. */
@NullMarked
package io.contextgraph.benchmark;

import org.jspecify.annotations.NullMarked;

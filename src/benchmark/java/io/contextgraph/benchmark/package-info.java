/**
 * Benchmarks of the whole system on one machine; those of throughput also measure an upper bound.
 */
@NullMarked
package io.contextgraph.benchmark;

import org.jspecify.annotations.NullMarked;

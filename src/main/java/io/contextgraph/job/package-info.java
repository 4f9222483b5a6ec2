/** The Flink job: main, configuration and wiring only. */
@NullMarked
package io.contextgraph.job;

import org.jspecify.annotations.NullMarked;

/** The Flink job: only its entry point, configuration and wiring. */
@NullMarked
package io.contextgraph.job;

import org.jspecify.annotations.NullMarked;

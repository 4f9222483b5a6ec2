/** Defines an event: decodes, validates, hashes and writes it. Does not depend on Flink. */
@NullMarked
package io.contextgraph.event;

import org.jspecify.annotations.NullMarked;

/** Turns events into graph changes (pure) and applies them to Neo4j. */
@NullMarked
package io.contextgraph.graph;

import org.jspecify.annotations.NullMarked;

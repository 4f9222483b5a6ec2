/** Projects events into the graph: turns them into changes (pure) and applies these to Neo4j. */
@NullMarked
package io.contextgraph.graph;

import org.jspecify.annotations.NullMarked;

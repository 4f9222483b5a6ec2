package io.contextgraph.graph;

import java.io.Serializable;

/** Opens a graph store on the machine that writes; never waits for the server. */
@FunctionalInterface
public interface GraphStoreFactory extends Serializable {
  GraphStore open();
}

/** Decodes stream entries to events or dead letters: the Flink function around the codec. */
@NullMarked
package io.contextgraph.decode;

import org.jspecify.annotations.NullMarked;

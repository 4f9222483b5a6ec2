/**
 * Signed notes and what is made of them: checkpoints, cosignatures and proofs, as specified by C2SP
 * (signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-witness). Needs only the JDK;
 * only {@link io.contextgraph.note.KeyFile} and {@link io.contextgraph.note.WitnessClient} do input
 * and output.
 */
@NullMarked
package io.contextgraph.note;

import org.jspecify.annotations.NullMarked;

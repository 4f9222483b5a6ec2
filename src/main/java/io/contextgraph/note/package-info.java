/**
 * Signed notes and what is made of them: checkpoints, cosignatures and proofs, as specified by C2SP
 * (signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof, tlog-witness). Needs the JDK, and
 * Jackson for trust.json. Files and the network are the business of {@link
 * io.contextgraph.note.SyncedFile}, {@link io.contextgraph.note.LockFile}, {@link
 * io.contextgraph.note.KeyFile} and {@link io.contextgraph.note.WitnessClient}.
 */
@NullMarked
package io.contextgraph.note;

import org.jspecify.annotations.NullMarked;

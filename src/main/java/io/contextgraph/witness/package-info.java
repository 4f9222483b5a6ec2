/**
 * A witness of logs (C2SP tlog-witness): cosigns checkpoints that extend each other, and keeps the
 * evidence of a fork. {@code WitnessDecision} is pure; {@code WitnessState} is the folder and
 * {@code WitnessServer} the HTTP around it.
 */
@NullMarked
package io.contextgraph.witness;

import org.jspecify.annotations.NullMarked;

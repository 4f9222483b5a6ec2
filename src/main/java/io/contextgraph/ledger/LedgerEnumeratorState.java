package io.contextgraph.ledger;

import org.jspecify.annotations.Nullable;

/**
 * @param unassigned the split while no reader has it
 */
public record LedgerEnumeratorState(@Nullable LedgerSplit unassigned) {}

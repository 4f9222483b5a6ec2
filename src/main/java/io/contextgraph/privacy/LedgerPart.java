package io.contextgraph.privacy;

import java.util.List;

/**
 * A part of a ledger that is compared with the key store.
 *
 * @param from the part begins after this position: what the store was compared up to, or 0
 * @param to the last position of the part
 * @param isLast whether the ledger ends with it
 * @param wentBack whether the ledger was seen to end before what the store was compared up to
 * @param subjects of all events {@code privacy.erased} in the part
 */
record LedgerPart(
    String ledgerId, long from, long to, boolean isLast, boolean wentBack, List<String> subjects) {}

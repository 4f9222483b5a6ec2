package io.contextgraph.event;

import org.jspecify.annotations.Nullable;

/**
 * An event as the ledger has it.
 *
 * @param personalDataSealed ciphertext; must not be modified
 */
public record RecordedEvent(
    RequiredFields required,
    OptionalFields optional,
    EventContent content,
    byte @Nullable [] personalDataSealed,
    Recording recording) {}

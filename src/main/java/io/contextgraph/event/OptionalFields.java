package io.contextgraph.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an event may have.
 *
 * @param endedAt whole microseconds, never before {@code occurred_at}
 * @param schemaVersion 1 if the entry does not contain one
 */
public record OptionalFields(
    @Nullable EventId parentEventId,
    @Nullable String toolName,
    @Nullable Instant endedAt,
    @Nullable Status status,
    short schemaVersion,
    @Nullable Short importanceHint,
    @Nullable String subjectId) {}

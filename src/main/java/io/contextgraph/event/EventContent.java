package io.contextgraph.event;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event carries; none of it enters the graph but the reference.
 *
 * @param payloadRef the URI of a payload that is kept elsewhere
 * @param payload one JSON object, its bytes as sent; must not be modified
 * @param attributes the entry's other fields by name
 */
public record EventContent(
    @Nullable String payloadRef, byte @Nullable [] payload, SortedMap<String, String> attributes) {}

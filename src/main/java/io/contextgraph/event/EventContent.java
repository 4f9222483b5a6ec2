package io.contextgraph.event;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of an event. Only the payload reference enters the graph.
 *
 * @param payloadRef the URI of a payload that is kept elsewhere
 * @param payload one JSON object, its bytes as sent; must not be modified
 * @param attributes all other fields of the entry, by name
 */
public record EventContent(
    @Nullable String payloadRef, byte @Nullable [] payload, SortedMap<String, String> attributes) {}

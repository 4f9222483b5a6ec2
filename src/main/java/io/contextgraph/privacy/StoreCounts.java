package io.contextgraph.privacy;

/**
 * The subjects of a key store.
 *
 * @param living have a key
 * @param erased were erased
 * @param unfinished of the erased ones, those whose erasure is not finished
 */
public record StoreCounts(long living, long erased, long unfinished) {}

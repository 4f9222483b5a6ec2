package io.contextgraph.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * The settings of parsers that read what producers send: whatever fits into an entry is read, and
 * the codec decides about it. The parser's own limits would refuse what the ledger accepts.
 */
public final class WideJson {
  private WideJson() {}

  public static JsonFactoryBuilder builder() {
    return new JsonFactoryBuilder()
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // Names come from producers: their table is bounded, and hash collisions must not fail.
        .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(EventLimits.MAX_ENTRY_BYTES)
                .maxNumberLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxStringLength(Integer.MAX_VALUE)
                .build());
  }
}

package io.contextgraph.job;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** A part of the job that can also be deployed as a separate job. */
enum Pipeline {
  INGEST,
  PROJECTION;

  static final JobOption<String> OPTION =
      JobOption.text(
          "pipelines",
          "ingest,projection",
          "ingest, projection, or both",
          "the pipelines that this job runs");

  static Set<Pipeline> read(OptionReader reader) {
    return reader.parsed(OPTION, Pipeline::parse, EnumSet.allOf(Pipeline.class));
  }

  private static Set<Pipeline> parse(String names) {
    Set<Pipeline> pipelines = EnumSet.noneOf(Pipeline.class);
    for (String name : names.split(",")) {
      pipelines.add(valueOf(name.strip().toUpperCase(Locale.ROOT)));
    }
    if (pipelines.isEmpty()) {
      throw new IllegalArgumentException("no pipeline");
    }
    return pipelines;
  }
}

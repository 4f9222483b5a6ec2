package io.contextgraph.schema;

import java.io.Reader;
import java.io.StringReader;
import org.flywaydb.core.api.resource.LoadableResource;

/** A migration whose text is not that of its file. */
final class RenamedScript extends LoadableResource {
  private final String file;
  private final String text;

  RenamedScript(String file, String text) {
    this.file = file;
    this.text = text;
  }

  @Override
  public Reader read() {
    return new StringReader(text);
  }

  @Override
  public String getAbsolutePath() {
    return file;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return file;
  }

  @Override
  public String getFilename() {
    return file;
  }

  @Override
  public String getRelativePath() {
    return file;
  }
}

package io.contextgraph.schema;

import io.contextgraph.server.StatementResource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * The migrations with other names of roles. Used only for roles that are not the default ones, so
 * the checksums of those stay what they were.
 *
 * @param scripts the file names of all migrations
 */
record RenamedRoles(SchemaRoles roles, List<String> scripts) implements ResourceProvider {
  @Override
  public @Nullable LoadableResource getResource(String name) {
    String file = name.substring(name.lastIndexOf('/') + 1);
    return scripts.contains(file) ? script(file) : null;
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts.stream()
        .filter(file -> file.startsWith(prefix) && Arrays.stream(suffixes).anyMatch(file::endsWith))
        .map(this::script)
        .toList();
  }

  private LoadableResource script(String file) {
    return new RenamedScript(
        file,
        roles.substitute(StatementResource.text(RenamedRoles.class, roles.schema() + "/" + file)));
  }
}

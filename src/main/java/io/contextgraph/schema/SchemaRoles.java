package io.contextgraph.schema;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of the roles of one schema. The roles of a cluster are shared by its databases, so
 * installations that are kept apart have different prefixes.
 *
 * @param schema its name, which is also the default prefix
 * @param title what messages call it
 * @param prefix what the names begin with
 * @param logins the roles that programs log in with, without the prefix
 */
record SchemaRoles(String schema, String title, String prefix, List<String> logins) {
  private static final String OWNER = "owner";
  private static final String PREFIX = "(?!pg_)[a-z][a-z0-9_]{0,47}";

  SchemaRoles named(String other) {
    return new SchemaRoles(schema, title, other, logins);
  }

  /** These roles as named in a database in which the schema has this owner. */
  Optional<SchemaRoles> ofOwner(String owner) {
    return owner.matches(PREFIX + "_" + OWNER)
        ? Optional.of(named(owner.substring(0, owner.length() - OWNER.length() - 1)))
        : Optional.empty();
  }

  boolean isDefault() {
    return prefix.equals(schema);
  }

  String owner() {
    return name(OWNER);
  }

  List<String> loginNames() {
    return logins.stream().map(this::name).toList();
  }

  /** All names. */
  List<String> all() {
    return Stream.concat(Stream.of(owner()), loginNames().stream()).toList();
  }

  private String name(String kind) {
    return prefix + "_" + kind;
  }

  /** A text in which the default names are replaced by these. */
  String substitute(String text) {
    String kinds = OWNER + "|" + String.join("|", logins);
    return Pattern.compile("\\b" + schema + "_(" + kinds + ")\\b")
        .matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(name(name.group(1))));
  }
}

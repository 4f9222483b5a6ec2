package io.contextgraph.schema;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of a ledger's roles. The roles of a cluster are shared by its databases, so ledgers
 * that are kept apart have different prefixes.
 *
 * @param prefix what the names begin with: {@code ledger} unless another one was chosen at the
 *     first install
 */
public record LedgerRoles(String prefix) {
  public static final LedgerRoles DEFAULT = new LedgerRoles("ledger");

  private static final String OWNER = "_owner";
  private static final String PREFIX = "(?!pg_)[a-z][a-z0-9_]{0,39}";

  /** The roles that programs log in with, by their default names. */
  private static final List<String> LOGINS =
      List.of("writer", "reader", "operator", "notary", "control");

  private static final Pattern NAME =
      Pattern.compile("\\bledger_(owner|writer|reader|operator|notary|control)\\b");

  /**
   * @throws IllegalArgumentException if Postgres would not accept the prefix as part of a name
   */
  public LedgerRoles {
    if (!prefix.matches(PREFIX)) {
      throw new IllegalArgumentException(
          "a prefix of roles has 1 to 40 lower-case letters, digits and underscores, begins with a"
              + " letter and not with pg_");
    }
  }

  /** The default names of the roles that programs log in with. */
  public static List<String> defaultLogins() {
    return LOGINS.stream().map(DEFAULT::named).toList();
  }

  /** The roles of a ledger whose schema has this owner. */
  static Stream<LedgerRoles> ofOwner(String owner) {
    return owner.matches(PREFIX + OWNER)
        ? Stream.of(new LedgerRoles(owner.substring(0, owner.length() - OWNER.length())))
        : Stream.of();
  }

  boolean isDefault() {
    return equals(DEFAULT);
  }

  String owner() {
    return prefix + OWNER;
  }

  /** All names. */
  List<String> all() {
    return Stream.concat(Stream.of(owner()), LOGINS.stream().map(this::named)).toList();
  }

  private String named(String kind) {
    return prefix + "_" + kind;
  }

  /** A text in which the default names are replaced by these. */
  String substitute(String text) {
    return NAME.matcher(text).replaceAll(name -> Matcher.quoteReplacement(named(name.group(1))));
  }
}

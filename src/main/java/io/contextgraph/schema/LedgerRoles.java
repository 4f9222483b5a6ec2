package io.contextgraph.schema;

import java.util.List;

/**
 * The names of a ledger's roles. The roles of a cluster are shared by its databases, so ledgers
 * that are kept apart have different prefixes.
 *
 * @param prefix what the names begin with: {@code ledger} unless another one was chosen at the
 *     first install
 */
public record LedgerRoles(String prefix) {
  public static final LedgerRoles DEFAULT = new LedgerRoles("ledger");

  /**
   * Postgres reserves {@code pg_owner} and the like. With {@code privacy} or {@code team_privacy},
   * the owner of the ledger would be that of the default key store or of the key store of the
   * ledger with the prefix {@code team}.
   */
  private static final String PREFIX = "(?!pg(_|$))(?!([a-z0-9_]*_)?privacy$)[a-z][a-z0-9_]{0,39}";

  /**
   * @throws IllegalArgumentException if Postgres would not accept the prefix as part of a name, or
   *     a key store has roles with it
   */
  public LedgerRoles {
    if (!prefix.matches(PREFIX)) {
      throw new IllegalArgumentException(
          "a prefix of roles has 1 to 40 lower-case letters, digits and underscores and begins with"
              + " a letter; it is not pg, does not begin with pg_, which Postgres reserves, is not"
              + " privacy and does not end with _privacy, which key stores have");
    }
  }

  /** The default names of the roles that programs log in with. */
  public static List<String> defaultLogins() {
    return DEFAULT.roles().loginNames();
  }

  /** The roles that programs log in with, and the owner of the schema. */
  SchemaRoles roles() {
    return new SchemaRoles(
        "ledger", "ledger", prefix, List.of("writer", "reader", "operator", "notary", "control"));
  }

  /**
   * The roles of the key store that belongs to this ledger: {@code privacy_owner} and the like, or
   * {@code team_privacy_owner} if the ledger's prefix is {@code team}.
   */
  SchemaRoles keyStoreRoles() {
    SchemaRoles named =
        new SchemaRoles("privacy", "key store", "privacy", List.of("sealer", "opener", "officer"));
    return equals(DEFAULT) ? named : named.named(prefix + "_privacy");
  }
}

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
   * @throws IllegalArgumentException if Postgres would not accept the prefix as part of a name
   */
  public LedgerRoles {
    if (!prefix.matches("(?!pg_)[a-z][a-z0-9_]{0,39}")) {
      throw new IllegalArgumentException(
          "a prefix of roles has 1 to 40 lower-case letters, digits and underscores, begins with a"
              + " letter and not with pg_");
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

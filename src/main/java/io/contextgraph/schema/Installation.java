package io.contextgraph.schema;

import io.contextgraph.server.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a ledger or its key store is installed.
 *
 * @param passwords by default name of a login role; a role that is not listed keeps its password
 * @param roles other names of the ledger's roles, from which those of its key store follow; empty
 *     for those that are installed, or the default ones
 * @param resetPasswords whether passwords are set although another database uses the roles
 * @param notes receives what was left out
 */
public record Installation(
    Map<String, Secret> passwords,
    Optional<LedgerRoles> roles,
    boolean resetPasswords,
    Consumer<String> notes) {
  /** With the roles that the ledger has, or the default ones. */
  public static Installation of(Map<String, Secret> passwords) {
    return new Installation(passwords, Optional.empty(), false, note -> {});
  }
}

package io.contextgraph.event;

/** What happens to personal data that arrives in plain form. */
public enum PlainPersonalData {
  /** It is sealed before anything stores it. */
  SEAL,
  /** Its entry becomes a dead letter, which does not have the value. */
  REFUSE
}

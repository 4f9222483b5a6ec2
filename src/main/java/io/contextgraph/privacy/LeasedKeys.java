package io.contextgraph.privacy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The keys of subjects that a program has in memory, each until its lease ends: {@value
 * Lease#SECONDS} s after the moment before it was asked for, which is no later than what the key
 * store knows. A key whose lease has ended is never returned, and is dropped at the next call. If
 * there are too many, the oldest leases are dropped first. Used by one thread.
 */
public final class LeasedKeys {
  private final int limit;
  private final LeaseClock clock;

  /** In the order in which the store was asked. */
  private final Map<String, Held> bySubject = new LinkedHashMap<>();

  /**
   * What is known of a subject.
   *
   * @param key empty if the subject was erased
   * @param askedAt the time before the store was asked
   */
  private record Held(Optional<SubjectKey> key, LeaseClock.Moment askedAt) {}

  /**
   * @param limit how many subjects are kept
   * @param clock ends the leases
   */
  public LeasedKeys(int limit, LeaseClock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** The time to read before the store is asked. */
  public LeaseClock.Moment now() {
    return clock.now();
  }

  /**
   * Keeps the answer of the store.
   *
   * @param key empty if the subject was erased
   * @param askedAt what {@link #now} returned before the store was asked; never before that of an
   *     earlier answer
   */
  public void keep(String subject, Optional<SubjectKey> key, LeaseClock.Moment askedAt) {
    bySubject.remove(subject);
    bySubject.put(subject, new Held(key, askedAt));
    dropOldestWhile(held -> bySubject.size() > limit || hasEnded(held));
  }

  /**
   * What is known of a subject now.
   *
   * @return empty if the store must be asked; an empty key if the subject was erased
   */
  public Optional<Optional<SubjectKey>> find(String subject) {
    dropOldestWhile(this::hasEnded);
    // After the time of day was set back, a later lease may end before an earlier one.
    return Optional.ofNullable(bySubject.get(subject))
        .filter(held -> !hasEnded(held))
        .map(Held::key);
  }

  /** How many subjects are kept. */
  public int size() {
    return bySubject.size();
  }

  /** Forgets every key. */
  public void clear() {
    bySubject.clear();
  }

  private boolean hasEnded(Held held) {
    return clock.hasEnded(held.askedAt());
  }

  private void dropOldestWhile(Predicate<Held> condition) {
    Iterator<Held> oldest = bySubject.values().iterator();
    while (oldest.hasNext() && condition.test(oldest.next())) {
      oldest.remove();
    }
  }
}

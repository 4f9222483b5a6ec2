package io.contextgraph.privacy;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The keys of subjects that a program has in memory, each until its lease ends: {@value
 * Lease#SECONDS} s after the moment before it was asked for, which is no later than what the key
 * store knows. A key whose lease has ended is never returned, and is dropped at the next call. If
 * there are too many, the oldest leases are dropped first. Used by one thread.
 */
public final class LeasedKeys {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(Lease.SECONDS);

  private final int limit;
  private final LongSupplier nanoClock;

  /** In the order in which the leases end. */
  private final Map<String, Held> bySubject = new LinkedHashMap<>();

  /**
   * What is known of a subject.
   *
   * @param key empty if the subject was erased
   * @param askedAt the time before the store was asked
   */
  private record Held(Optional<SubjectKey> key, long askedAt) {}

  /**
   * @param limit how many subjects are kept
   * @param nanoClock elapsed time in nanoseconds, like {@link System#nanoTime}
   */
  public LeasedKeys(int limit, LongSupplier nanoClock) {
    this.limit = limit;
    this.nanoClock = nanoClock;
  }

  /** The time to read before the store is asked. */
  public long now() {
    return nanoClock.getAsLong();
  }

  /**
   * Keeps the answer of the store.
   *
   * @param key empty if the subject was erased
   * @param askedAt what {@link #now} returned before the store was asked; never before that of an
   *     earlier answer
   */
  public void keep(String subject, Optional<SubjectKey> key, long askedAt) {
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
    return Optional.ofNullable(bySubject.get(subject)).map(Held::key);
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
    return nanoClock.getAsLong() - held.askedAt() >= NANOS;
  }

  private void dropOldestWhile(Predicate<Held> condition) {
    Iterator<Held> oldest = bySubject.values().iterator();
    while (oldest.hasNext() && condition.test(oldest.next())) {
      oldest.remove();
    }
  }
}

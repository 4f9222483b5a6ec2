package io.contextgraph.redis;

import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the reply of XINFO or another short nested reply without the fields of entries: elements
 * deeper than the second level of arrays are dropped while they arrive.
 */
final class InfoOutput extends CommandOutput<byte[], byte[], List<Object>> {
  private static final int LEVELS = 2;

  /** The open arrays, innermost last; beyond the second level null instead of a list. */
  private final List<@Nullable List<Object>> open = new ArrayList<>();

  private final List<Integer> remaining = new ArrayList<>();

  InfoOutput() {
    super(ByteArrayCodec.INSTANCE, new ArrayList<>());
  }

  @Override
  public void multi(int size) {
    boolean kept = open.size() < LEVELS;
    List<Object> list = open.isEmpty() ? get() : new ArrayList<>();
    if (!open.isEmpty() && kept) {
      add(list);
    }
    if (size > 0) {
      open.add(kept ? list : null);
      remaining.add(size);
    } else {
      elementComplete();
    }
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    if (innermost() != null && bytes != null) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      add(copy);
    } else {
      add(NIL);
    }
    elementComplete();
  }

  @Override
  public void set(long integer) {
    add(integer);
    elementComplete();
  }

  /** Stands for nil. */
  static final Object NIL = new Object();

  private void add(Object element) {
    List<Object> list = innermost();
    if (list != null) {
      list.add(element);
    }
  }

  private @Nullable List<Object> innermost() {
    return open.isEmpty() ? null : open.get(open.size() - 1);
  }

  private void elementComplete() {
    while (!remaining.isEmpty()) {
      int last = remaining.size() - 1;
      remaining.set(last, remaining.get(last) - 1);
      if (remaining.get(last) > 0) {
        return;
      }
      remaining.remove(last);
      open.remove(last);
    }
  }
}

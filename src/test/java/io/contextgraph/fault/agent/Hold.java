package io.contextgraph.fault.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Holds the first thread of any process that reaches an armed moment until the test releases it.
 * The test communicates through files: {@code MOMENT.armed} becomes {@code MOMENT.held}, which
 * contains the process id; deleting that file releases the thread.
 */
public final class Hold {
  private static final Path FOLDER = Path.of(System.getProperty("fault.folder", "."));

  private Hold() {}

  /** Returns at once unless the moment is armed and the call has something to process. */
  public static void at(String moment, Object[] arguments) {
    Path armed = FOLDER.resolve(moment + ".armed");
    boolean nothing =
        arguments.length > 0 && arguments[0] instanceof Collection<?> some && some.isEmpty();
    if (nothing || !Files.exists(armed)) {
      return;
    }
    Path claimed = FOLDER.resolve(moment + ".claimed");
    Path held = FOLDER.resolve(moment + ".held");
    try {
      Files.move(armed, claimed, StandardCopyOption.ATOMIC_MOVE);
      Files.writeString(claimed, Long.toString(ProcessHandle.current().pid()));
      Files.move(claimed, held, StandardCopyOption.ATOMIC_MOVE);
      while (Files.exists(held)) {
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (NoSuchFileException anotherThreadCame) {
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package io.contextgraph.server;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/** Why something failed, for a person to read. */
public final class FailureText {
  private FailureText() {}

  /**
   * One line, never empty: the first message in the chain of causes, or what the exception means
   * where its message is missing or only names a file or a host.
   */
  public static String of(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      String text = message(e);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return words(thrown);
  }

  /** The message in one line; a sentence where it only names a file or a host. */
  private static String message(Throwable e) {
    String message = e.getMessage() == null ? "" : e.getMessage().strip();
    boolean isThatOfItsCause = e.getCause() != null && message.equals(e.getCause().toString());
    if (message.isEmpty() || isThatOfItsCause) {
      return "";
    }
    if (e instanceof UnknownHostException) {
      return "the host " + message + " is unknown";
    }
    if (e instanceof NoSuchFileException) {
      return "the file " + message + " does not exist";
    }
    if (e instanceof AccessDeniedException) {
      return "access to the file " + message + " is denied";
    }
    return message.replaceAll("\\s*\\R\\s*", " ");
  }

  /** For a chain of causes without any message. */
  private static String words(Throwable thrown) {
    Throwable root = thrown;
    boolean connecting = false;
    while (root.getCause() != null) {
      connecting |= root instanceof ConnectException;
      root = root.getCause();
    }
    if (root instanceof UnresolvedAddressException) {
      return "the host is unknown";
    }
    if (connecting || root instanceof ConnectException) {
      return "the connection was refused";
    }
    if (root instanceof TimeoutException) {
      return "there was no answer in time";
    }
    if (root instanceof ClosedChannelException || root instanceof EOFException) {
      return "the connection was closed";
    }
    return name(root);
  }

  /** {@code IllegalStateException} becomes "illegal state". */
  private static String name(Throwable e) {
    String name = e.getClass().getSimpleName().replaceAll("(Exception|Error)$", "");
    String words = name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    return words.isEmpty() ? "an unknown failure" : words;
  }
}

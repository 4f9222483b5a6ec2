package io.contextgraph.retention;

import io.contextgraph.event.ControlEvent;
import io.contextgraph.event.Status;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The control events that begin and end holds. */
public final class HoldEvents {
  static final String HELD = "retention.held";
  static final String RELEASED = "retention.released";

  /** The parameter of a release that names the position of the only hold that ends. */
  static final String HOLD = "hold";

  private HoldEvents() {}

  /** A hold begins. */
  public static ControlEvent held(HoldTarget target, String reason) {
    return event(HELD, target, OptionalLong.empty(), reason);
  }

  /**
   * Holds end.
   *
   * @param hold the position of the only one that ends; empty for all of the target
   */
  public static ControlEvent released(HoldTarget target, OptionalLong hold, String reason) {
    return event(RELEASED, target, hold, reason);
  }

  private static ControlEvent event(
      String type, HoldTarget target, OptionalLong hold, String reason) {
    TreeMap<String, String> parameters = new TreeMap<>();
    parameters.put(target.kind().parameter(), target.id());
    hold.ifPresent(position -> parameters.put(HOLD, Long.toString(position)));
    return new ControlEvent(
        type, Status.COMPLETED, Optional.of(reason), parameters, new TreeMap<>());
  }
}

package org.atled.core.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The root of all that Atled throws on purpose. The message is one line that says what failed, what
 * was expected, what was found and what to do; {@link #within} puts the place in front as the error
 * passes through the modules of a network.
 */
public class AtledException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ArrayList<String> places = new ArrayList<>();

  public AtledException(String message) {
    super(message);
  }

  public AtledException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Names the place the error passes through. The innermost place speaks first, and alone: the
   * outer ones would only repeat its path.
   */
  public AtledException within(String place) {
    places.add(place);
    return this;
  }

  /** The places that {@link #within} named, innermost first. */
  public List<String> places() {
    return List.copyOf(places);
  }

  @Override
  public String getMessage() {
    String message = Objects.requireNonNull(super.getMessage());
    return places.isEmpty() || message.startsWith(places.getFirst())
        ? message
        : places.getFirst() + ": " + message;
  }
}

package org.atled.core.error;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The root of all that Atled throws on purpose. The message is one line that says what failed, what
 * was expected, what was found and what to do; {@link #within} puts places in front as the error
 * passes through an operation and the module that called it.
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

  /** Names a place the error passes through: an operation, a module, a file. */
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
    for (String place : places) {
      message = startsWith(message, place) ? message : place + ": " + message;
    }
    return message;
  }

  /** Whether a message names its place already, as a whole word. */
  private static boolean startsWith(String message, String place) {
    return message.startsWith(place)
        && (message.length() == place.length()
            || !Character.isLetterOrDigit(message.charAt(place.length())));
  }
}

package org.atled.compile;

import java.util.Locale;
import org.atled.core.error.ArgumentException;

/**
 * When the trainer and predictors compile what they run: the system property {@value #PROPERTY}.
 */
public enum Compilation {
  /** Never. */
  OFF(Integer.MAX_VALUE),
  /** When making a plan is likely to pay; if nothing is said. */
  AUTO(100),
  /** From the first step, and it is an error where that cannot be. */
  ON(0);

  public static final String PROPERTY = "atled.compile";

  private final int stepsBefore;

  Compilation(int stepsBefore) {
    this.stepsBefore = stepsBefore;
  }

  /** How many steps on batches of one shape run operation by operation first. */
  public int stepsBefore() {
    return stepsBefore;
  }

  /**
   * What the system property says.
   *
   * @throws ArgumentException if it is none of these
   */
  public static Compilation ofThisProcess() {
    String said = System.getProperty(PROPERTY, "auto");
    for (Compilation compilation : values()) {
      if (compilation.name().toLowerCase(Locale.ROOT).equals(said)) {
        return compilation;
      }
    }
    throw new ArgumentException(
        "System property "
            + PROPERTY
            + " is \""
            + said
            + "\"; it takes on, off or auto, for example -D"
            + PROPERTY
            + "=off.");
  }
}

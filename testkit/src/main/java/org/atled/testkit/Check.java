package org.atled.testkit;

/**
 * One thing to check; a test framework runs it under its name.
 *
 * @param body throws an AssertionError that says what differs
 */
public record Check(String name, Runnable body) {
  @Override
  public String toString() {
    return name;
  }
}

package org.atled.core.error;

import java.util.Arrays;
import java.util.stream.Stream;

/** Which line of a user's called: what messages name. */
public final class CallSite {
  private CallSite() {}

  /**
   * The innermost line outside of the JDK and of some packages; between their frames stand those of
   * Optional and the like.
   *
   * @param packages by the beginnings of class names
   */
  public static String outside(String... packages) {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .map(StackWalker.StackFrame::toStackTraceElement)
                .filter(f ->
                    Stream.concat(Stream.of("java.", "jdk."), Arrays.stream(packages))
                        .noneMatch(f.getClassName()::startsWith))
                .findFirst()
                .map(Object::toString)
                .orElse("an unknown line"));
  }
}

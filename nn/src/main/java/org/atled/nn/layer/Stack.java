package org.atled.nn.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.atled.nn.Module;

/** Modules of one kind under the names 0, 1, 2 …, which the module around them describes. */
final class Stack<M extends Module> extends Module {
  private final List<M> modules;

  Stack(List<M> modules) {
    this.modules =
        IntStream.range(0, modules.size())
            .mapToObj(i -> child(Integer.toString(i), modules.get(i)))
            .toList();
  }

  List<M> each() {
    return modules;
  }

  @Override
  public String toString() {
    return "Stack(" + modules.size() + ")";
  }
}

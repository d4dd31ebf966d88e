package org.atled.lectures.scalar;

import java.util.Arrays;

/**
 * A graph in topological order: operands before what is made of them. Found by a depth-first search
 * that keeps its path on a stack of its own, so that a chain of a million values needs no
 * recursion.
 */
final class Topology {
  private static final int FIRST_ROOM = 64;

  private Value[] order = new Value[FIRST_ROOM];
  private int size;

  // Its own stack in place of calls: the values from the root to where the search is.
  private Value[] path = new Value[FIRST_ROOM];
  private int depth;

  private Topology() {}

  /** All that a value is made of, itself last. */
  static Topology of(Value root) {
    Topology topology = new Topology();
    topology.search(root);
    for (int i = 0; i < topology.size; i++) {
      topology.order[i].visits = 0;
    }
    return topology;
  }

  int size() {
    return size;
  }

  Value get(int i) {
    return order[i];
  }

  private void search(Value root) {
    enter(root);
    while (depth > 0) {
      Value value = path[depth - 1];
      // An operand that was visited is in the order already, or is this value itself: no operand.
      switch (value.visits++) {
        case 1 -> enterNew(value.a);
        case 2 -> enterNew(value.b);
        default -> leave(value);
      }
    }
  }

  private void enterNew(Value value) {
    if (value.visits == 0) {
      enter(value);
    }
  }

  private void enter(Value value) {
    if (depth == path.length) {
      path = Arrays.copyOf(path, 2 * depth);
    }
    value.visits = 1;
    path[depth++] = value;
  }

  private void leave(Value value) {
    if (size == order.length) {
      order = Arrays.copyOf(order, 2 * size);
    }
    depth--;
    order[size++] = value;
  }
}

package org.atled.plot.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The layer of every node of a graph without cycles: one more than the highest of those that lead
 * to it, the longest path. Nodes that nothing leads to stand just before the first that they lead
 * to.
 */
final class Layers {
  private Layers() {}

  /**
   * The layers, from 0.
   *
   * @param successors of each node
   * @return nothing if there is a cycle
   */
  static Optional<int[]> of(List<List<Integer>> successors) {
    int n = successors.size();
    int[] waiting = new int[n];
    successors.forEach(list -> list.forEach(to -> waiting[to]++));
    int[] layer = new int[n];
    boolean[] source = new boolean[n];
    Deque<Integer> ready = new ArrayDeque<>();
    for (int i = 0; i < n; i++) {
      source[i] = waiting[i] == 0;
      if (source[i]) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int node = ready.remove();
      order.add(node);
      for (int to : successors.get(node)) {
        layer[to] = Math.max(layer[to], layer[node] + 1);
        if (--waiting[to] == 0) {
          ready.add(to);
        }
      }
    }
    if (order.size() < n) {
      return Optional.empty();
    }
    for (int i = 0; i < n; i++) {
      if (source[i] && !successors.get(i).isEmpty()) {
        layer[i] = Collections.min(successors.get(i).stream().map(to -> layer[to]).toList()) - 1;
      }
    }
    return Optional.of(Arrays.copyOf(layer, n));
  }
}

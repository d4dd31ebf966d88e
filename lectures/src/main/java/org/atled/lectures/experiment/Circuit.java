package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.atled.core.random.Draws;
import org.atled.lectures.scalar.Value;

/**
 * A random formula of many numbers. Each gate takes as its first operand a value that no gate has
 * taken as its first yet, and as its second any of those before; what is nobody's first operand is
 * added up in the end, so that there is a way from every input to the result. With inputs between
 * −1 and 1 all values stay there until they are added up.
 *
 * @param inputs how many numbers it takes
 * @param gates one after another
 */
record Circuit(int inputs, List<Gate> gates) {
  private static final int KINDS = 3;

  /**
   * A gate.
   *
   * @param kind a·b, tanh(a + b) or σ(a − b)
   * @param a the number of its first operand, inputs first
   * @param b that of its second
   */
  record Gate(int kind, int a, int b) {}

  /**
   * What was counted in a graph of values.
   *
   * @param operations of the function
   * @param backward additions and multiplications of the backward pass
   */
  record Count(long operations, long backward) {}

  static Circuit drawn(int inputs, int size, Draws draws) {
    List<Integer> unused = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      unused.add(i);
    }
    List<Gate> gates = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int place = draws.below(unused.size());
      int a = unused.get(place);
      gates.add(new Gate(draws.below(KINDS), a, draws.below(inputs + i)));
      unused.set(place, inputs + i);
    }
    return new Circuit(inputs, gates);
  }

  /** The sum of all values that no gate has taken as its first operand. */
  Value of(Value... x) {
    Value[] values = Arrays.copyOf(x, inputs + gates.size());
    boolean[] used = new boolean[values.length];
    for (int i = 0; i < gates.size(); i++) {
      Gate gate = gates.get(i);
      Value a = values[gate.a];
      Value b = values[gate.b];
      used[gate.a] = true;
      values[inputs + i] =
          switch (gate.kind) {
            case 0 -> a.mul(b);
            case 1 -> a.add(b).tanh();
            default -> a.sub(b).sigmoid();
          };
    }
    Value sum = values[values.length - 1];
    for (int i = 0; i < values.length - 1; i++) {
      sum = used[i] ? sum : sum.add(values[i]);
    }
    return sum;
  }

  /**
   * Counts by walking from a result to the inputs. A backward pass visits each operation once: +
   * and − pass the derivative on, which takes an addition for each operand; × multiplies it with
   * the other operand first, twice; tanh and σ multiply it with a derivative that takes a
   * multiplication and a subtraction.
   */
  static Count count(Value result) {
    Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Value> waiting = new ArrayList<>(List.of(result));
    long operations = 0;
    long backward = 0;
    while (!waiting.isEmpty()) {
      Value value = waiting.removeLast();
      if (!value.operands().isEmpty() && seen.add(value)) {
        operations++;
        backward +=
            switch (value.operation()) {
              case "+", "−" -> 2;
              default -> 4;
            };
        waiting.addAll(value.operands());
      }
    }
    return new Count(operations, backward);
  }
}

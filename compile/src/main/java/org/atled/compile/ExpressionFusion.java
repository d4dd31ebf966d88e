package org.atled.compile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.spi.Strided;

/**
 * Joins expressions to one: what one gives another takes without a way through memory. An
 * instruction that stands already is not written again, and an operand that is read already is not
 * read again. The steps of the arithmetic stay what they were, and so do the bits.
 */
final class ExpressionFusion {
  private final List<Instruction> code = new ArrayList<>();
  private final Map<Instruction, Integer> known = new HashMap<>();
  private final List<Strided> operands = new ArrayList<>();
  private final List<DType> types = new ArrayList<>();

  /** The value of an operand's element, which is read here if it was not yet. */
  int read(Strided operand) {
    for (int x = 0; x < operands.size(); x++) {
      if (operands.get(x).coincides(operand)) {
        return input(x);
      }
    }
    operands.add(operand);
    types.add(operand.dtype());
    return input(operands.size() - 1);
  }

  private int input(int x) {
    DType computing = types.get(x).computing();
    return add(new Instruction(Primitive.INPUT, computing, -1, -1, -1, x));
  }

  /**
   * Computes an expression.
   *
   * @param inputs the values of its inputs
   * @return the values of its outputs, as they would be read again after they were stored; those of
   *     short floats are rounded already
   */
  List<Integer> compute(Expression expression, List<Integer> inputs) {
    int[] values = new int[expression.code().size()];
    for (int v = 0; v < values.length; v++) {
      Instruction it = expression.code().get(v);
      values[v] =
          it.primitive() == Primitive.INPUT
              ? inputs.get((int) it.payload())
              : add(
                  new Instruction(
                      it.primitive(),
                      it.type(),
                      value(values, it.a()),
                      value(values, it.b()),
                      value(values, it.c()),
                      it.payload()));
    }
    List<Integer> results = new ArrayList<>();
    for (int r = 0; r < expression.outputs().size(); r++) {
      int value = values[expression.results().get(r)];
      results.add(expression.outputs().get(r) == DType.UINT8 ? lowByte(value) : value);
    }
    return results;
  }

  private static int value(int[] values, int index) {
    return index < 0 ? index : values[index];
  }

  private int lowByte(int value) {
    int mask = add(new Instruction(Primitive.CONSTANT, DType.INT32, -1, -1, -1, 0xFF));
    return add(new Instruction(Primitive.AND, DType.INT32, value, mask, -1, 0));
  }

  private int add(Instruction instruction) {
    return known.computeIfAbsent(
        instruction,
        i -> {
          code.add(i);
          return code.size() - 1;
        });
  }

  /** The operands that are read, in the order of the expression's inputs. */
  List<Strided> operands() {
    return operands;
  }

  /** All as one expression, without what none of the results needs. */
  Expression expression(List<Integer> results, List<DType> outputs) {
    boolean[] needed = new boolean[code.size()];
    results.forEach(r -> needed[r] = true);
    for (int v = code.size() - 1; v >= 0; v--) {
      if (needed[v]) {
        Instruction it = code.get(v);
        mark(needed, it.a());
        mark(needed, it.b());
        mark(needed, it.c());
      }
    }
    int[] moved = new int[code.size()];
    List<Instruction> kept = new ArrayList<>();
    for (int v = 0; v < moved.length; v++) {
      Instruction it = code.get(v);
      // Inputs stay all, as the operands do.
      if (needed[v] || it.primitive() == Primitive.INPUT) {
        moved[v] = kept.size();
        kept.add(
            new Instruction(
                it.primitive(),
                it.type(),
                value(moved, it.a()),
                value(moved, it.b()),
                value(moved, it.c()),
                it.payload()));
      }
    }
    return new Expression(types, kept, results.stream().map(r -> moved[r]).toList(), outputs);
  }

  private static void mark(boolean[] needed, int v) {
    if (v >= 0) {
      needed[v] = true;
    }
  }

  /** The place of the operand with an equal window among some, if there is one. */
  static Optional<Integer> find(List<Strided> some, Strided wanted) {
    for (int x = 0; x < some.size(); x++) {
      if (some.get(x).coincides(wanted)) {
        return Optional.of(x);
      }
    }
    return Optional.empty();
  }
}

package org.atled.core.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.shape.DType;

/**
 * Collects instructions and gives an equal one its earlier index: shared terms are computed once.
 */
final class Builder {
  private final List<Instruction> code = new ArrayList<>();
  private final Map<Instruction, Term> known = new HashMap<>();
  private final Map<Term, DType> held = new HashMap<>();

  Term add(Primitive primitive, DType type, Term... operands) {
    int a = operands.length > 0 ? operands[0].index() : -1;
    int b = operands.length > 1 ? operands[1].index() : -1;
    int c = operands.length > 2 ? operands[2].index() : -1;
    return add(new Instruction(primitive, type, a, b, c, 0));
  }

  Term add(Primitive primitive, DType type, long payload) {
    return add(new Instruction(primitive, type, -1, -1, -1, payload));
  }

  /** The element of an input. */
  Term input(DType stored, int number) {
    return holding(stored, add(Primitive.INPUT, stored.computing(), number));
  }

  /** Says that a term is always a number of a type, though computed with in a wider one. */
  Term holding(DType stored, Term term) {
    held.put(term, stored);
    return term;
  }

  /** Whether a term is known to be a number of a type. */
  boolean holds(DType stored, Term term) {
    return held.get(term) == stored;
  }

  private Term add(Instruction instruction) {
    return known.computeIfAbsent(
        instruction,
        i -> {
          code.add(i);
          return new Term(this, code.size() - 1, i.type());
        });
  }

  List<Instruction> code() {
    return code;
  }
}

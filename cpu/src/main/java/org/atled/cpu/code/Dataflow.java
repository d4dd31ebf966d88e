package org.atled.cpu.code;

import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Step;

/** How the values of an expression depend on each other, for whoever writes a loop of it. */
public final class Dataflow {
  private final boolean[] invariant;
  private final int[] uses;
  private final boolean[] varyingUse;

  public Dataflow(Form form) {
    Expression expression = form.expression();
    List<Instruction> all = expression.code();
    this.invariant = new boolean[all.size()];
    this.uses = new int[all.size()];
    this.varyingUse = new boolean[all.size()];
    for (int v = 0; v < all.size(); v++) {
      Instruction it = all.get(v);
      invariant[v] =
          it.primitive() == Primitive.INPUT
              ? form.steps().get((int) it.payload()) == Step.ZERO
              : Arrays.stream(operands(it)).allMatch(x -> invariant[x]);
    }
    for (int v = all.size() - 1; v >= 0; v--) {
      if (expression.results().contains(v)) {
        uses[v]++;
        varyingUse[v] = true;
      }
      if (uses[v] == 0) {
        continue;
      }
      for (int x : operands(all.get(v))) {
        uses[x]++;
        varyingUse[x] |= !invariant[v];
      }
    }
  }

  /** Whether value v is the same for the whole row. */
  public boolean invariant(int v) {
    return invariant[v];
  }

  /** How many values and results need value v, directly; 0 if it need not be computed. */
  public int uses(int v) {
    return uses[v];
  }

  /** Whether something that is computed anew for each element, or stored, needs value v. */
  public boolean neededInLoop(int v) {
    return varyingUse[v];
  }

  /** The indices of an instruction's operands, in their order. */
  public static int[] operands(Instruction it) {
    return switch (it.primitive().arity()) {
      case 0 -> new int[0];
      case 1 -> new int[] {it.a()};
      case 2 -> new int[] {it.a(), it.b()};
      default -> new int[] {it.a(), it.b(), it.c()};
    };
  }
}

package org.atled.cpu;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Instruction;
import org.atled.core.expr.Primitive;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.code.ByteCode;
import org.atled.cpu.code.Dataflow;
import org.atled.cpu.code.OuterAxis;

/**
 * Writes the inner loop of an expression. A value that is used once is computed where it is used;
 * one used more often, or read on both sides of a branch, gets a local; one that is the same for
 * the whole row gets its local before the loop. All results are computed before the first is
 * stored, since an output may be an input.
 */
final class RowWriter {
  private final CodeBuilder code;
  private final Expression expression;
  private final List<Step> steps;
  private final OuterAxis.Row locals;
  private final Dataflow flow;
  private final boolean[] kept;
  private final int[] local;
  private int i;

  RowWriter(CodeBuilder code, Form form, OuterAxis.Row locals) {
    this.code = code;
    this.expression = form.expression();
    this.steps = form.steps();
    this.locals = locals;
    int size = expression.code().size();
    this.flow = new Dataflow(form);
    this.kept = new boolean[size];
    this.local = new int[size];
    Arrays.fill(local, -1);
  }

  void write() {
    analyse();
    List<Instruction> all = expression.code();
    Label end = code.newLabel();
    // An empty row may have no element to read before the loop.
    code.iload(locals.n()).ifle(end);
    for (int v = 0; v < all.size(); v++) {
      if (kept[v] && flow.invariant(v)) {
        keep(v);
      }
    }
    i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    ByteCode.loop(code, i, locals.n(), 1, this::element);
    code.labelBinding(end);
  }

  /** Which values are kept in a local. */
  private void analyse() {
    List<Instruction> all = expression.code();
    // A single result can go from the stack to the array; several must wait for each other.
    boolean several = expression.results().size() > 1;
    for (int v = 0; v < all.size(); v++) {
      if (flow.uses(v) == 0) {
        continue;
      }
      Instruction it = all.get(v);
      kept[v] |= several && expression.results().contains(v);
      kept[v] |= flow.uses(v) > 1 || (flow.invariant(v) && flow.neededInLoop(v));
      if (it.primitive() == Primitive.SELECT) {
        // Evaluated before the branch: HotSpot then makes a conditional move of it.
        kept[it.b()] = true;
        kept[it.c()] = true;
      }
    }
    for (int v = 0; v < all.size(); v++) {
      kept[v] &= all.get(v).primitive() != Primitive.CONSTANT;
    }
  }

  private void element() {
    for (int v = 0; v < kept.length; v++) {
      if (kept[v] && !flow.invariant(v)) {
        keep(v);
      }
    }
    int inputs = expression.inputs().size();
    for (int r = 0; r < expression.results().size(); r++) {
      int x = inputs + r;
      code.aload(locals.arrays()[x]);
      index(x);
      push(expression.results().get(r));
      store(expression.outputs().get(r));
    }
  }

  private void keep(int v) {
    TypeKind kind = ByteCode.kind(expression.code().get(v).type());
    compute(v);
    local[v] = code.allocateLocal(kind);
    code.storeLocal(kind, local[v]);
  }

  /** Puts a value on the stack. */
  private void push(int v) {
    if (local[v] >= 0) {
      code.loadLocal(ByteCode.kind(expression.code().get(v).type()), local[v]);
    } else {
      compute(v);
    }
  }

  private void compute(int v) {
    Instruction it = expression.code().get(v);
    switch (it.primitive()) {
      case INPUT -> {
        int x = (int) it.payload();
        code.aload(locals.arrays()[x]);
        index(x);
        load(expression.inputs().get(x));
      }
      case SELECT -> {
        // Between floats by their bits: HotSpot makes conditional moves of integers only, and a
        // branch on random data costs ten times as much.
        PrimitiveWriter.branch(
            code,
            condition(it.a()),
            x -> {
              push(x);
              PrimitiveWriter.toInteger(code, it.type());
            },
            it.b(),
            it.c());
        PrimitiveWriter.fromInteger(code, it.type());
      }
      default -> {
        for (int x : Dataflow.operands(it)) {
          push(x);
        }
        DType from = it.a() < 0 ? it.type() : expression.code().get(it.a()).type();
        PrimitiveWriter.write(code, it, from);
      }
    }
  }

  /** What decides a SELECT: a comparison that nothing else uses, or a BOOL that is there. */
  private PrimitiveWriter.Condition condition(int v) {
    Instruction it = expression.code().get(v);
    boolean comparison =
        switch (it.primitive()) {
          case EQ, LT, LE -> local[v] < 0;
          default -> false;
        };
    if (!comparison) {
      return new PrimitiveWriter.Condition(() -> push(v), Primitive.SELECT, DType.BOOL);
    }
    Runnable operands =
        () -> {
          push(it.a());
          push(it.b());
        };
    return new PrimitiveWriter.Condition(
        operands, it.primitive(), expression.code().get(it.a()).type());
  }

  /**
   * The place of operand x in its array: before the loop, and in it for inputs of step ZERO, the
   * first.
   */
  private void index(int x) {
    code.iload(locals.offsets()[x]);
    switch (steps.get(x)) {
      case ZERO -> {}
      case ONE -> code.iload(i).iadd();
      case ANY -> code.iload(i).iload(locals.strides()[x]).imul().iadd();
    }
  }

  private void load(DType stored) {
    code.arrayLoad(TypeKind.from(ByteCode.element(stored)));
    PrimitiveWriter.load(code, stored);
  }

  private void store(DType stored) {
    PrimitiveWriter.store(code, stored);
    code.arrayStore(TypeKind.from(ByteCode.element(stored)));
  }
}

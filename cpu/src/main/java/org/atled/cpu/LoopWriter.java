package org.atled.cpu;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.code.ByteCode;
import org.atled.cpu.code.OuterAxis;

/**
 * Writes the class of one loop. Its {@code run} walks the outer axis and calls for each row a
 * static method with the inner loop. There are two of those:
 *
 * <ul>
 *   <li>{@code row} for short rows. HotSpot compiles a loop for the lengths that it has seen, once;
 *       if scalars and large tensors shared a method, whoever came first would decide.
 *   <li>{@code longRow} for long ones. Here all operands of step ONE stand at the same offset. C2
 *       cannot tell whether two arrays are one, but when each is read and written only at the same
 *       index it does not matter; with different offsets it gives up vectorising. Long rows whose
 *       offsets differ are brought together by {@link AligningLoop}.
 * </ul>
 */
final class LoopWriter {
  /** The JVM's limit for the parameters of a method; long and double count twice, we have none. */
  private static final int MOST_PARAMETERS = 255;

  /** Rows of at least so many elements are long: two vectors of 64 bytes. */
  private static final int LONG = 32;

  private final Form form;
  private final List<DType> types = new ArrayList<>();

  LoopWriter(Form form) {
    this.form = form;
    Expression e = form.expression();
    types.addAll(e.inputs());
    types.addAll(e.outputs());
    if (types.size() != form.steps().size()) {
      throw new IllegalArgumentException(
          form.steps().size() + " steps for " + types.size() + " operands.");
    }
  }

  Loop write() {
    Loop loop =
        ByteCode.define(
            MethodHandles.lookup(),
            Loop.class,
            c -> {
              boolean separate = rowType(false).parameterCount() <= MOST_PARAMETERS;
              if (separate) {
                c.method("row", rowType(false), true, code -> row(code, false));
                c.method(
                    "longRow", rowType(sharesOffset()), true, code -> row(code, sharesOffset()));
              }
              c.method(
                  "run",
                  OuterAxis.RUN,
                  false,
                  code ->
                      OuterAxis.walk(
                          code,
                          types,
                          form.steps(),
                          locals -> {
                            if (separate) {
                              callRow(code, c.name(), locals);
                            } else {
                              new RowWriter(code, form, locals).write();
                            }
                          }));
            });
    return sharesOffset() ? new AligningLoop(loop, form) : loop;
  }

  /** With a step of ANY nothing is vectorised, and a single unit step agrees with itself. */
  private boolean sharesOffset() {
    return form.steps().stream().filter(s -> s == Step.ONE).count() > 1
        && !form.steps().contains(Step.ANY);
  }

  /** The arrays, then n, the offsets (one for all unit steps if shared), then strides of ANY. */
  private MethodTypeDesc rowType(boolean shared) {
    List<ClassDesc> parameters = new ArrayList<>();
    types.forEach(t -> parameters.add(ByteCode.array(t)));
    parameters.add(CD_int);
    boolean sharedAdded = false;
    for (Step step : form.steps()) {
      if (!shared || step != Step.ONE || !sharedAdded) {
        parameters.add(CD_int);
      }
      sharedAdded |= step == Step.ONE;
    }
    form.steps().stream().filter(s -> s == Step.ANY).forEach(s -> parameters.add(CD_int));
    return MethodTypeDesc.of(CD_void, parameters);
  }

  private void row(CodeBuilder code, boolean shared) {
    int count = types.size();
    int[] arrays = new int[count];
    int[] offsets = new int[count];
    int[] strides = new int[count];
    int parameter = 0;
    for (int x = 0; x < count; x++) {
      arrays[x] = code.parameterSlot(parameter++);
    }
    int n = code.parameterSlot(parameter++);
    int sharedOffset = -1;
    for (int x = 0; x < count; x++) {
      boolean sharing = shared && form.steps().get(x) == Step.ONE;
      if (sharing && sharedOffset >= 0) {
        offsets[x] = sharedOffset;
      } else {
        offsets[x] = code.parameterSlot(parameter++);
        sharedOffset = sharing ? offsets[x] : sharedOffset;
      }
    }
    for (int x = 0; x < count; x++) {
      strides[x] = form.steps().get(x) == Step.ANY ? code.parameterSlot(parameter++) : -1;
    }
    new RowWriter(code, form, new OuterAxis.Row(arrays, offsets, strides, n)).write();
    code.return_();
  }

  private void callRow(CodeBuilder code, ClassDesc self, OuterAxis.Row locals) {
    Label isShort = code.newLabel();
    Label done = code.newLabel();
    code.iload(locals.n()).loadConstant(LONG).if_icmplt(isShort);
    if (sharesOffset()) {
      int first = form.steps().indexOf(Step.ONE);
      for (int x = first + 1; x < types.size(); x++) {
        if (form.steps().get(x) == Step.ONE) {
          code.iload(locals.offsets()[first]).iload(locals.offsets()[x]).if_icmpne(isShort);
        }
      }
    }
    arguments(code, locals, sharesOffset());
    code.invokestatic(self, "longRow", rowType(sharesOffset())).goto_(done);
    code.labelBinding(isShort);
    arguments(code, locals, false);
    code.invokestatic(self, "row", rowType(false)).labelBinding(done);
  }

  private void arguments(CodeBuilder code, OuterAxis.Row locals, boolean shared) {
    for (int array : locals.arrays()) {
      code.aload(array);
    }
    code.iload(locals.n());
    boolean sharedLoaded = false;
    for (int x = 0; x < types.size(); x++) {
      boolean unit = form.steps().get(x) == Step.ONE;
      if (!shared || !unit || !sharedLoaded) {
        code.iload(locals.offsets()[x]);
      }
      sharedLoaded |= unit;
    }
    for (int stride : locals.strides()) {
      if (stride >= 0) {
        code.iload(stride);
      }
    }
  }
}

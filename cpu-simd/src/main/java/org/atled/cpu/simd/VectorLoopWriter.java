package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.code.ByteCode;
import org.atled.cpu.code.OuterAxis;

/**
 * Writes the class of a loop over whole vectors: its {@code run} walks the outer axis and calls for
 * each row a static method with the inner loop. What is left of a row that is no multiple of the
 * vectors' length is not its business.
 */
final class VectorLoopWriter {
  private final VectorForm form;
  private final List<DType> types = new ArrayList<>();

  VectorLoopWriter(VectorForm form) {
    this.form = form;
    Expression expression = form.form().expression();
    types.addAll(expression.inputs());
    types.addAll(expression.outputs());
  }

  /** A new class each time. */
  Loop write() {
    return ByteCode.define(
        MethodHandles.lookup(),
        Loop.class,
        c -> {
          c.method("row", rowType(), true, this::row);
          c.method(
              "run",
              OuterAxis.RUN,
              false,
              code ->
                  OuterAxis.walk(
                      code, types, form.form().steps(), locals -> callRow(code, c.name(), locals)));
        });
  }

  /** The arrays, the offsets, then n. */
  private MethodTypeDesc rowType() {
    List<ClassDesc> parameters = new ArrayList<>();
    types.forEach(t -> parameters.add(ByteCode.array(t)));
    types.forEach(t -> parameters.add(CD_int));
    parameters.add(CD_int);
    return MethodTypeDesc.of(CD_void, parameters);
  }

  private void row(CodeBuilder code) {
    int count = types.size();
    int[] arrays = new int[count];
    int[] offsets = new int[count];
    for (int x = 0; x < count; x++) {
      arrays[x] = code.parameterSlot(x);
      offsets[x] = code.parameterSlot(count + x);
    }
    int n = code.parameterSlot(2 * count);
    new VectorRowWriter(code, form, new OuterAxis.Row(arrays, offsets, new int[0], n)).write();
    code.return_();
  }

  private void callRow(CodeBuilder code, ClassDesc self, OuterAxis.Row locals) {
    for (int array : locals.arrays()) {
      code.aload(array);
    }
    for (int offset : locals.offsets()) {
      code.iload(offset);
    }
    code.iload(locals.n()).invokestatic(self, "row", rowType());
  }
}

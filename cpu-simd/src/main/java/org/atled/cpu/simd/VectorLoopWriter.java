package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of a loop over whole vectors: its {@code run} walks the outer axis and calls for
 * each row a static method with the inner loop. What is left of a row that is no multiple of the
 * vectors' length is not its business.
 */
final class VectorLoopWriter {
  private static final TypeKind INT = TypeKind.INT;
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void,
          CD_Object.arrayType(),
          CD_int.arrayType(),
          CD_int.arrayType(),
          CD_int,
          CD_int.arrayType(),
          CD_int);

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
          c.method("run", RUN, false, code -> run(code, c.name()));
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
    new VectorRowWriter(code, form, new VectorRowWriter.Locals(arrays, offsets, n)).write();
    code.return_();
  }

  private void run(CodeBuilder code, ClassDesc self) {
    int count = types.size();
    int[] arrays = new int[count];
    int[] offsets = new int[count];
    int[] outerStrides = new int[count];
    for (int x = 0; x < count; x++) {
      arrays[x] = code.allocateLocal(TypeKind.REFERENCE);
      code.aload(code.parameterSlot(0)).loadConstant(x).aaload();
      code.checkcast(ByteCode.array(types.get(x))).astore(arrays[x]);
      offsets[x] = intAt(code, 1, x);
      outerStrides[x] = intAt(code, 2, x);
    }
    int o = code.allocateLocal(INT);
    code.iconst_0().istore(o);
    ByteCode.loop(
        code,
        o,
        code.parameterSlot(3),
        1,
        () -> {
          for (int array : arrays) {
            code.aload(array);
          }
          for (int offset : offsets) {
            code.iload(offset);
          }
          code.iload(code.parameterSlot(5)).invokestatic(self, "row", rowType());
          for (int x = 0; x < count; x++) {
            code.iload(offsets[x]).iload(outerStrides[x]).iadd().istore(offsets[x]);
          }
        });
    code.return_();
  }

  /** A new local with element x of an {@code int[]} parameter. */
  private static int intAt(CodeBuilder code, int parameter, int x) {
    int local = code.allocateLocal(INT);
    code.aload(code.parameterSlot(parameter)).loadConstant(x).iaload().istore(local);
    return local;
  }
}

package org.atled.cpu.simd;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import org.atled.core.shape.DType;
import org.atled.cpu.code.ByteCode;

/**
 * Writes the class of a {@link Tile}: one accumulator in a register for each row and vector, and in
 * the loop over p a broadcast for each row and a multiply-add for each accumulator.
 *
 * <p>What keeps HotSpot compiling it well at every tier: no masks, no branch on data, tiles that
 * start and tiles that go on as classes of their own, and no more accumulators than registers.
 *
 * @param rows of the tile
 * @param vectors side by side in a row
 * @param start whether the sums start at 0
 * @param together how many rows may have their factors loaded before the multiply-adds
 */
record TileWriter(DType dtype, int rows, int vectors, boolean start, Tile.Kind kind, int together) {
  private static final ClassDesc FENCES = ClassDesc.of("java.lang.invoke.VarHandle");
  private static final MethodTypeDesc RUN =
      MethodTypeDesc.of(
          CD_void, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int, CD_Object, CD_int, CD_int,
          CD_int);

  Tile write() {
    ClassDesc array = ByteCode.array(dtype);
    MethodTypeDesc typed =
        MethodTypeDesc.of(
            CD_void, array, CD_int, CD_int, array, CD_int, CD_int, array, CD_int, CD_int, CD_int);
    String size = rows + "x" + vectors;
    return ByteCode.define(
        MethodHandles.lookup(),
        Tile.class,
        "Tile"
            + size
            + (start ? "Start" : "On")
            + switch (kind) {
              case PACKED -> "";
              case LEFT_IN_PLACE -> "Rows";
              case RIGHT_IN_PLACE -> "InPlace";
            },
        c -> {
          c.method(
              "run",
              RUN,
              false,
              code -> {
                code.aload(1).checkcast(array).iload(2).iload(3);
                code.aload(4).checkcast(array).iload(5).iload(6);
                code.aload(7).checkcast(array).iload(8).iload(9).iload(10);
                code.invokestatic(c.name(), "tile", typed).return_();
              });
          c.method("tile", typed, true, code -> new Body(code).write());
        });
  }

  private final class Body {
    private static final int A = 0;
    private static final int A_AT = 1;
    private static final int A_STEP = 2;
    private static final int B = 3;
    private static final int B_AT = 4;
    private static final int B_STEP = 5;
    private static final int C = 6;
    private static final int C_AT = 7;
    private static final int C_STEP = 8;
    private static final int K = 9;

    private final CodeBuilder code;
    private final VectorCode vectorCode;
    private final VectorType type = VectorType.of(dtype);
    private final int lanes = type.lanes();

    Body(CodeBuilder code) {
      this.code = code;
      this.vectorCode = new VectorCode(code);
    }

    void write() {
      int[] sums = locals(rows * vectors);
      for (int x = 0; x < sums.length; x++) {
        vectorCode.species(type);
        if (start) {
          vectorCode.zero(type);
        } else {
          code.aload(C);
          indexInC(x);
          vectorCode.load(type);
        }
        code.astore(sums[x]);
      }
      int p = code.allocateLocal(TypeKind.INT);
      code.iconst_0().istore(p);
      int[] b = locals(vectors);
      int factor = code.allocateLocal(TypeKind.REFERENCE);
      int[] atA = placesInA();
      int atB = code.allocateLocal(TypeKind.INT);
      ByteCode.loop(code, p, K, 1, () -> step(p, sums, b, factor, atA, atB));
      for (int x = 0; x < sums.length; x++) {
        code.aload(sums[x]).aload(C);
        indexInC(x);
        vectorCode.store(type);
      }
      code.return_();
    }

    /** Adds to each sum the product that has this p. */
    private void step(int p, int[] sums, int[] b, int factor, int[] atA, int atB) {
      if (kind != Tile.Kind.LEFT_IN_PLACE) {
        code.iload(A_AT).iload(p).loadConstant(rows).imul().iadd().istore(atA[0]);
      }
      indexInB(p);
      code.istore(atB);
      for (int v = 0; v < vectors; v++) {
        vectorCode.species(type);
        code.aload(B).iload(atB).loadConstant(v * lanes).iadd();
        vectorCode.load(type);
        code.astore(b[v]);
      }
      for (int r = 0; r < rows; r++) {
        if (r > 0 && r % together == 0) {
          // No instruction, but HotSpot moves no load across it.
          code.invokestatic(FENCES, "loadLoadFence", MethodTypeDesc.of(CD_void));
        }
        vectorCode.species(type);
        indexInA(atA, r, p);
        code.arrayLoad(TypeKind.from(ByteCode.element(dtype)));
        vectorCode.broadcast(type);
        code.astore(factor);
        for (int v = 0; v < vectors; v++) {
          int sum = sums[r * vectors + v];
          code.aload(factor).aload(b[v]).aload(sum);
          vectorCode.fma(type);
          code.astore(sum);
        }
      }
    }

    private int[] locals(int count) {
      int[] locals = new int[count];
      Arrays.setAll(locals, x -> code.allocateLocal(TypeKind.REFERENCE));
      return locals;
    }

    /** Locals for where the tile is in a: for rows in place one each, which stays the same. */
    private int[] placesInA() {
      int[] places = new int[kind == Tile.Kind.LEFT_IN_PLACE ? rows : 1];
      for (int r = 0; r < places.length; r++) {
        places[r] = code.allocateLocal(TypeKind.INT);
        code.iload(A_AT).iload(A_STEP).loadConstant(r).imul().iadd().istore(places[r]);
      }
      return places;
    }

    private void indexInA(int[] places, int r, int p) {
      code.aload(A);
      if (kind == Tile.Kind.LEFT_IN_PLACE) {
        code.iload(places[r]).iload(p).iadd();
      } else {
        code.iload(places[0]).loadConstant(r).iadd();
      }
    }

    private void indexInB(int p) {
      code.iload(B_AT);
      switch (kind) {
        case PACKED, LEFT_IN_PLACE -> code.iload(p).loadConstant(vectors * lanes).imul();
        case RIGHT_IN_PLACE -> code.iload(p).iload(B_STEP).imul();
      }
      code.iadd();
    }

    private void indexInC(int place) {
      code.iload(C_AT).iload(C_STEP).loadConstant(place / vectors).imul().iadd();
      code.loadConstant(place % vectors * lanes).iadd();
    }
  }
}

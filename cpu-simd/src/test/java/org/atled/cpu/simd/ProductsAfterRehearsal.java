package org.atled.cpu.simd;

import java.io.PrintStream;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;

/**
 * The main class of a JVM that rehearses tiles and packers and then multiplies matrices of all the
 * sizes and layouts that choose among them.
 */
final class ProductsAfterRehearsal {
  /** The last one has two blocks, so that tiles go on. */
  private static final int[] DEPTHS = {3, 50, 500};

  private ProductsAfterRehearsal() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    List<DType> types = List.of(DType.FLOAT32, DType.FLOAT64);
    List<VectorProduct> products = types.stream().map(VectorProduct::new).toList();
    List<VectorTableProduct> tables = types.stream().map(VectorTableProduct::new).toList();
    for (int i = 0; i < types.size(); i++) {
      Object from = numbers(types.get(i), Tiles.rehearsalLength());
      Object to = numbers(types.get(i), Tiles.rehearsalLength());
      products.get(i).tiles().rehearse(from, to);
      tables.get(i).rehearse(from, from, new int[32], to);
    }
    out.println("rehearsed");
    for (int i = 0; i < types.size(); i++) {
      Tiles tiles = products.get(i).tiles();
      for (int k : DEPTHS) {
        for (int m = 1; m <= 2 * tiles.rows() + 1; m += k == 500 ? 4 : 1) {
          for (int n = 1; n <= 5 * tiles.lanes(); n += k == 3 ? 1 : tiles.lanes() - 1) {
            everyLayout(products.get(i), types.get(i), m, k, n);
          }
        }
      }
      everyPanel(tables.get(i), types.get(i));
    }
    out.println("multiplied");
  }

  /** Of channels side by side and of right operands, up to more than a packer copies at once. */
  private static void everyPanel(VectorTableProduct product, DType type) {
    int unit = product.unit();
    int n = unit + 1;
    int most = 2 * unit + 1;
    Object from = numbers(type, n * most + 64);
    Object to = numbers(type, n * 3 * unit);
    for (int width = 1; width <= most; width++) {
      for (Matrix x : List.of(new Matrix(from, 0, n, 1), new Matrix(from, 0, 1, width))) {
        product.pack(x, width, n, to, 0);
        product.packRight(x.transposed(), n, width, to, 0);
      }
    }
    for (int m = 1; m < 16; m++) {
      // Of few columns and of many, for which the left operand is packed.
      for (int units : new int[] {1, 200 / unit + 1}) {
        // In two blocks, so that tiles go on.
        int columns = units * unit;
        Object right = numbers(type, 300 * columns);
        Object results = numbers(type, m * columns);
        product.multiplyPacked(
            numbers(type, m * 300), 0, 300, m, 300, columns, right, 0, results, 0, columns);
      }
    }
  }

  private static void everyLayout(VectorProduct product, DType type, int m, int k, int n) {
    Object a = numbers(type, m * k + 64);
    Object b = numbers(type, k * n + 64);
    Matrix c = new Matrix(numbers(type, m * n), 0, n, 1);
    for (Matrix left : List.of(new Matrix(a, 0, k, 1), new Matrix(a, 0, 1, m))) {
      for (Matrix right : List.of(new Matrix(b, 0, n, 1), new Matrix(b, 0, 1, k))) {
        product.multiply(left, right, c, m, k, n, Team.SOLO, Finish.NOTHING);
      }
    }
  }

  private static Object numbers(DType type, int length) {
    return Storage.zeros(type, length).array();
  }
}

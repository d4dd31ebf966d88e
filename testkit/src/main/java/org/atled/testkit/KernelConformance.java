package org.atled.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backends;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.IndexErrors;
import org.atled.core.tensor.Tensor;

/**
 * Whether kernels do what they say of themselves, on whatever backend is current: plans are made of
 * that. The numbers that come out are the op table's matter.
 */
public final class KernelConformance {
  private KernelConformance() {}

  /** All facts of all samples. */
  public static List<Check> facts() {
    List<Check> checks = new ArrayList<>();
    for (Kernel kernel : KernelTable.samples()) {
      String name = kernel.title();
      checks.add(new Check(name + ": over its own operands", () -> isOverAll(kernel)));
      checks.add(new Check(name + ": writes what it says", () -> writesOnly(kernel)));
      checks.add(new Check(name + ": reads what it says", () -> readsOnly(kernel)));
      checks.add(new Check(name + ": row by row", () -> isSumOfRows(kernel)));
      checks.add(new Check(name + ": leading axes", () -> hasOneLeadingAxis(kernel)));
      checks.add(new Check(name + ": one number", () -> isUniform(kernel)));
      checks.add(new Check(name + ": indices", () -> checksIndices(kernel)));
    }
    return checks;
  }

  private static void isOverAll(Kernel kernel) {
    Set<Strided> met = Collections.newSetFromMap(new IdentityHashMap<>());
    Kernel same =
        kernel.over(operand -> {
          met.add(operand);
          return operand;
        });
    Set<Strided> operands = Collections.newSetFromMap(new IdentityHashMap<>());
    operands.addAll(kernel.operands());
    holds(same.equals(kernel), kernel, "over its own operands is another kernel");
    holds(met.equals(operands), kernel, "over meets other operands than it reads and writes");
  }

  private static void writesOnly(Kernel kernel) {
    Copies copies = new Copies(kernel);
    run(copies.kernel);
    copies.all.forEach((storage, copy) -> {
      boolean written = kernel.writes().stream().anyMatch(w -> w.storage() == storage);
      holds(written || isSame(storage, copy), kernel, "changes what it does not write");
    });
  }

  /** What it only writes may hold anything before. */
  private static void readsOnly(Kernel kernel) {
    Copies copies = new Copies(kernel);
    Copies spoilt = new Copies(kernel);
    for (Strided w : kernel.writes()) {
      if (kernel.overwrites(w.storage())) {
        Strided copy = spoilt.of(w);
        run(new FillKernel(copy, copy.dtype().isFloating() ? Double.doubleToLongBits(77) : 77));
      }
    }
    run(copies.kernel);
    run(spoilt.kernel);
    holds(copies.isSameAs(spoilt), kernel, "reads more than it says");
  }

  private static void isSumOfRows(Kernel kernel) {
    Copies whole = new Copies(kernel);
    run(whole.kernel);
    Copies parts = new Copies(kernel);
    int rows = kernel.independentRows();
    for (int row = 0; row < rows; row++) {
      run(parts.kernel.rows(row, 1));
    }
    holds(rows == 0 || whole.isSameAs(parts), kernel, "is not the sum of its rows");
  }

  private static void hasOneLeadingAxis(Kernel kernel) {
    int axes = kernel.independentAxes();
    Copies asIs = new Copies(kernel);
    run(asIs.kernel);
    Copies flat = new Copies(kernel);
    boolean fits =
        axes > 1 && flat.kernel.operands().stream().allMatch(w -> w.leadingAsOne(axes).isPresent());
    if (fits) {
      run(flat.kernel.over(operand -> operand.leadingAsOne(axes).orElseThrow()));
      holds(asIs.isSameAs(flat), kernel, "is another with its leading axes as one");
    }
  }

  private static void isUniform(Kernel kernel) {
    Copies copies = new Copies(kernel);
    run(copies.kernel);
    for (Strided w : kernel.isUniform() ? copies.kernel.writes() : List.<Strided>of()) {
      double[] numbers = Numbers.of(Tensor.view(w)).values();
      for (double number : numbers) {
        holds(number == numbers[0], kernel, "writes more than one number");
      }
    }
  }

  /** An index that is outside is found before anything is written, and explained. */
  private static void checksIndices(Kernel kernel) {
    if (kernel.picking().isEmpty()) {
      return;
    }
    Copies copies = new Copies(kernel);
    for (Strided r : copies.kernel.reads()) {
      if (r.dtype() == DType.INT64) {
        ((long[]) r.storage().array())[r.storage().length() - 1] = 1000;
      }
    }
    try {
      run(copies.kernel);
      holds(false, kernel, "takes an index from outside");
    } catch (IndexOutOfBoundsException e) {
      for (Strided w : kernel.writes()) {
        holds(isSame(w.storage(), copies.of(w).storage()), kernel, "writes before it checks");
      }
      holds(IndexErrors.explained(kernel, e) instanceof ShapeException, kernel, "explains nothing");
    }
  }

  private static void run(Kernel kernel) {
    Backends.current().run(kernel);
  }

  private static boolean isSame(Storage a, Storage b) {
    return Objects.deepEquals(a.array(), b.array());
  }

  private static void holds(boolean fact, Kernel kernel, String otherwise) {
    if (!fact) {
      throw new AssertionError(kernel.title() + " " + otherwise + ".");
    }
  }

  /** A kernel on copies of all its storages. */
  private static final class Copies {
    final Map<Storage, Storage> all = new IdentityHashMap<>();
    final Kernel kernel;

    Copies(Kernel original) {
      kernel = original.over(this::of);
    }

    Strided of(Strided window) {
      Storage copy = all.computeIfAbsent(window.storage(), Copies::copy);
      return new Strided(copy, window.offset(), window.sizes(), window.strides());
    }

    private static Storage copy(Storage storage) {
      Storage copy = Storage.zeros(storage.dtype(), storage.length());
      System.arraycopy(storage.array(), 0, copy.array(), 0, storage.length());
      return copy;
    }

    boolean isSameAs(Copies other) {
      return all.entrySet().stream()
          .allMatch(e -> isSame(e.getValue(), Objects.requireNonNull(other.all.get(e.getKey()))));
    }
  }
}

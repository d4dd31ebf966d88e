package org.atled.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.capture.Capture;
import org.atled.core.error.CaptureException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.npy.Npy;
import org.atled.formats.npy.Npz;
import org.atled.formats.safetensors.Safetensors;
import org.atled.formats.safetensors.SafetensorsWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tensors of every layout and type come back from every kind of file, row-major. */
class LayoutsTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void nameTheFile() {
    path = folder.resolve("x");
  }

  /** The files that are written, each with its way back. */
  enum File {
    NPY("Npy.write", (path, x) -> Npy.write(path, x), path -> Npy.read(path)),
    STORED("Npz.write", (path, x) -> Npz.write(path, named(x)), path -> Npz.read(path, "x")),
    DEFLATED(
        "Npz.write",
        (path, x) -> Npz.writeCompressed(path, named(x)),
        path -> Samples.get(Npz.read(path), "x")),
    SAFETENSORS(
        "SafetensorsWriter.write",
        (path, x) -> SafetensorsWriter.write(path, named(x), new LinkedHashMap<>()),
        path -> Safetensors.open(path).read("x"));

    private final String method;
    private final BiConsumer<Path, Tensor> writer;
    private final Function<Path, Tensor> reader;

    File(String method, BiConsumer<Path, Tensor> writer, Function<Path, Tensor> reader) {
      this.method = method;
      this.writer = writer;
      this.reader = reader;
    }
  }

  /**
   * A view of a tensor [4, 3].
   *
   * @param shows which of its twelve elements, row-major
   */
  private record Layout(String name, UnaryOperator<Tensor> view, Shape shape, int... shows) {}

  private static final List<Layout> LAYOUTS =
      List.of(
          new Layout(
              "transposed",
              Tensor::mT,
              Shape.of(3, 4),
              new int[] {0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11}),
          new Layout("rows", x -> x.slice(0, 1, 3), Shape.of(2, 3), 3, 4, 5, 6, 7, 8),
          new Layout("columns", x -> x.slice(1, 1, 3), Shape.of(4, 2), 1, 2, 4, 5, 7, 8, 10, 11),
          new Layout("rows by two", x -> x.slice(0, 1, 4, 2), Shape.of(2, 3), 3, 4, 5, 9, 10, 11),
          new Layout(
              "reversed", x -> x.flip(0), Shape.of(4, 3), 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2),
          new Layout(
              "reversed and transposed",
              x -> x.slice(0, 2, 4).flip(1).mT(),
              Shape.of(3, 2),
              new int[] {8, 11, 7, 10, 6, 9}),
          new Layout(
              "repeated",
              x -> x.slice(0, 2, 3).broadcastTo(2, 3),
              Shape.of(2, 3),
              new int[] {6, 7, 8, 6, 7, 8}),
          new Layout("of rank 0", x -> x.get(2).get(1), Shape.scalar(), 7),
          new Layout("empty", x -> x.slice(0, 2, 2), Shape.of(0, 3)),
          new Layout("empty, transposed", x -> x.slice(0, 2, 2).mT(), Shape.of(3, 0)));

  @ParameterizedTest
  @EnumSource
  void everyLayoutOfEveryTypeComesBack(File file) {
    for (DType dtype : DType.values()) {
      if (dtype == DType.BFLOAT16 && file != File.SAFETENSORS) {
        continue; // which NumPy does not have
      }
      Tensor whole = Samples.random(dtype, Shape.of(4, 3));
      for (Layout layout : LAYOUTS) {
        file.writer.accept(path, layout.view.apply(whole));
        Tensor read = file.reader.apply(path);
        assertThat(read.type()).as(layout.name).hasToString(dtype + layout.shape.toString());
        assertThat(elements(read))
            .as("%s %s", dtype, layout.name)
            .isEqualTo(some(elements(whole), layout.shows));
      }
    }
  }

  @Test
  void theBytesOfAViewAreThoseOfItsCopy() {
    Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    Tensor copy = Tensor.of(new float[][] {{1, 4}, {2, 5}, {3, 6}});
    assertThat(Npy.bytes(x.mT())).isEqualTo(Npy.bytes(copy));
  }

  @ParameterizedTest
  @EnumSource
  void aViewLongerThanAnyBufferComesBack(File file) {
    Tensor whole = Samples.random(DType.FLOAT64, Shape.of(70_001));
    file.writer.accept(path, whole.slice(0, 1, 70_001));
    double[] numbers = (double[]) elements(file.reader.apply(path));
    assertThat(numbers).hasSize(70_000);
    assertThat(numbers[0]).isEqualTo(((double[]) elements(whole))[1]);
    assertThat(numbers[69_999]).isEqualTo(((double[]) elements(whole))[70_000]);
  }

  @ParameterizedTest
  @EnumSource
  void aTensorWithAHistoryIsWrittenByItsNumbers(File file) {
    file.writer.accept(path, Tensor.of(new float[] {1, 2}).requiresGrad());
    assertThat(elements(file.reader.apply(path))).isEqualTo(new float[] {1, 2});
  }

  @ParameterizedTest
  @EnumSource
  void aTensorWithoutNumbersIsAnErrorAndTheFileStays(File file) throws IOException {
    Files.writeString(path, "as it was");
    Tensor known = Tensor.of(new float[2]);
    for (Tensor tensor : List.of(known, Samples.random(DType.INT32, Shape.of(2, 0)))) {
      assertThatThrownBy(() ->
              Capture.record(
                  List.of(tensor.type()),
                  in -> {
                    file.writer.accept(path, in.getFirst());
                    return in;
                  }))
          .isInstanceOf(CaptureException.class)
          .hasMessageStartingWith(
              file.method + " of a " + tensor.type() + " tensor inside a captured step, at ");
      Tensor result = Capture.record(List.of(tensor.type()), in -> in).outputs().getFirst();
      assertThatThrownBy(() -> file.writer.accept(path, result))
          .isInstanceOf(CaptureException.class)
          .hasMessage(
              "The numbers of a tensor are looked at while its step is recorded, before there are"
                  + " any; return the tensor from the step and read it there.");
    }
    // This one has numbers, but those of the moment are not what a step replayed would write.
    assertThatThrownBy(() ->
            Capture.record(
                List.of(),
                in -> {
                  file.writer.accept(path, known);
                  return in;
                }))
        .isInstanceOf(CaptureException.class);
    assertThat(path).hasContent("as it was");
    assertThat(folder).isDirectoryNotContaining(other -> !other.equals(path));
  }

  private static SequencedMap<String, Tensor> named(Tensor x) {
    return new LinkedHashMap<>(Map.of("x", x));
  }

  /** What was read, which is row-major from the start of a storage of its own. */
  private static Object elements(Tensor tensor) {
    assertThat(tensor.strided().isContiguous()).isTrue();
    assertThat(tensor.strided().offset()).isZero();
    assertThat(tensor.strided().storage().length()).isEqualTo(tensor.shape().elements());
    return tensor.strided().storage().array();
  }

  private static Object some(Object elements, int... which) {
    Object some = Array.newInstance(elements.getClass().getComponentType(), which.length);
    for (int i = 0; i < which.length; i++) {
      Array.set(some, i, Array.get(elements, which[i]));
    }
    return some;
  }
}

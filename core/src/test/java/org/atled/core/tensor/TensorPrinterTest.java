package org.atled.core.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What NumPy prints, from {@code printed.txt}, which {@code printed.py} beside it wrote. */
class TensorPrinterTest {

  record Printed(Tensor x, String text) {
    @Override
    public String toString() {
      return x.type() + " " + text.lines().findFirst().orElseThrow();
    }
  }

  static Stream<Printed> printed() {
    List<Printed> cases = new ArrayList<>();
    String all = resource("printed.txt");
    for (String one : all.substring(2).split("\n= ")) {
      String[] lines = one.split("\n");
      String[] head = lines[0].split(" ");
      DType dtype = DType.valueOf(head[0].toUpperCase(Locale.ROOT));
      Shape shape =
          head.length == 1
              ? Shape.scalar()
              : Shape.of(Arrays.stream(head[1].split(",")).mapToLong(Long::parseLong).toArray());
      String text =
          Arrays.stream(lines).skip(2).map(l -> l.substring(1)).collect(Collectors.joining("\n"));
      cases.add(new Printed(Tensor.wrap(storage(dtype, shape, lines[1]), shape), text));
    }
    return cases.stream();
  }

  private static String resource(String name) {
    try (InputStream in = TensorPrinterTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Storage storage(DType dtype, Shape shape, String elements) {
    IntStream numbers = IntStream.range(0, shape.elements());
    List<String> words =
        switch (elements) {
          case "" -> List.of();
          case "arange" -> numbers.mapToObj(Integer::toString).toList();
          case "alternating" ->
              numbers.mapToObj(i -> Integer.toString(i % 2 == 0 ? i : -i)).toList();
          default -> List.of(elements.split(" "));
        };
    Storage storage = Storage.zeros(dtype, words.size());
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      switch (storage) {
        case Storage.Float16 s -> s.array()[i] = HalfPrecision.float16(Double.parseDouble(word));
        case Storage.Bfloat16 s -> s.array()[i] = HalfPrecision.bfloat16(Double.parseDouble(word));
        case Storage.Float32 s -> s.array()[i] = (float) Double.parseDouble(word);
        case Storage.Float64 s -> s.array()[i] = Double.parseDouble(word);
        case Storage.Int32 s -> s.array()[i] = Integer.parseInt(word);
        case Storage.Int64 s -> s.array()[i] = Long.parseLong(word);
        case Storage.Uint8 s -> s.array()[i] = (byte) Integer.parseInt(word);
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = !word.equals("0") && !word.equals("false");
      }
    }
    return storage;
  }

  @ParameterizedTest
  @MethodSource
  void printed(Printed expected) {
    assertThat(expected.x).hasToString(expected.text);
  }

  @Test
  void readsThroughTheStrides() {
    Strided matrix =
        Strided.rowMajor(new Storage.Int32(new int[] {0, 1, 2, 3, 4, 5}), Shape.of(2, 3));

    assertThat(show(matrix.permute(1, 0))).isEqualTo("[[0 3]\n [1 4]\n [2 5]]");
    assertThat(show(matrix.slice(1, 2, -2, 2))).isEqualTo("[[2 0]\n [5 3]]");
    assertThat(show(matrix.slice(0, 1, 1, 1).broadcastTo(Shape.of(2, 3))))
        .isEqualTo("[[3 4 5]\n [3 4 5]]");
  }

  @Test
  void readsNoMoreThanItShows() {
    // The list of all elements would not fit into memory.
    Strided repeated =
        Strided.rowMajor(new Storage.Bool(new boolean[] {true}), Shape.of(1))
            .broadcastTo(Shape.of(Shape.MAX_ELEMENTS));

    assertThat(show(repeated)).isEqualTo("[ True  True  True ...  True  True  True]");
  }

  private static String show(Strided data) {
    return Kernels.INSTANCE.view(data).toString();
  }
}

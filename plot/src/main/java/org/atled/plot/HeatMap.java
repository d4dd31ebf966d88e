package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Axis;
import org.atled.plot.axis.Numerals;
import org.atled.plot.axis.Range;
import org.atled.plot.axis.Scale;
import org.atled.plot.axis.Tick;
import org.atled.plot.axis.Ticks;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Ink;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;

/**
 * A matrix as colours, its first row at the top, with a bar that says what the colours mean. NaN is
 * grey.
 */
public final class HeatMap {
  private static final double LONGEST = 400;
  private static final double SHORTEST = 170;
  private static final double NARROWEST = 80;
  private static final double LARGEST_CELL = 48;
  private static final double SMALLEST_CELL_WITH_NUMBER = 26;
  private static final double AROUND_NUMBER = 10;
  private static final int LABELS = 12;
  private static final double LEAST_BETWEEN_NAMES = 13;
  private static final Ink ON_LIGHT = Ink.of(0x111111);
  private static final Ink ON_DARK = Ink.of(0xFFFFFF);

  private final Labels labels;
  private final double[][] values;
  private final boolean diverging;
  private final Optional<DoubleFunction<String>> numbers;
  private final Optional<double[][]> counts;

  private record Labels(
      String title, String x, String y, List<String> columns, List<String> rows, String bar) {}

  private HeatMap(
      Labels labels,
      double[][] values,
      boolean diverging,
      Optional<DoubleFunction<String>> numbers,
      Optional<double[][]> counts) {
    this.labels = labels;
    this.values = values;
    this.diverging = diverging;
    this.numbers = numbers;
    this.counts = counts;
  }

  /**
   * Colours from the least to the greatest value.
   *
   * @param values rows of equal length
   */
  public static HeatMap of(String title, String xLabel, String yLabel, double[][] values) {
    Check.title("heat map", title);
    Check.label(title, "x", xLabel);
    Check.label(title, "y", yLabel);
    Check.matrix(title, values);
    double[][] copy = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
    Labels labels = new Labels(title, xLabel, yLabel, List.of(), List.of(), "value");
    return new HeatMap(labels, copy, false, Optional.empty(), Optional.empty());
  }

  /** A label for each column. */
  public HeatMap xTicks(String... columns) {
    checkCount("columns", columns.length, values[0].length);
    return with(
        new Labels(labels.title, labels.x, labels.y, List.of(columns), labels.rows, labels.bar));
  }

  /** A label for each row, from the top. */
  public HeatMap yTicks(String... rows) {
    checkCount("rows", rows.length, values.length);
    return with(
        new Labels(labels.title, labels.x, labels.y, labels.columns, List.of(rows), labels.bar));
  }

  /** What the values are, beside the bar of colours. */
  public HeatMap valueLabel(String what) {
    Check.label(labels.title, "colour", what);
    return with(new Labels(labels.title, labels.x, labels.y, labels.columns, labels.rows, what));
  }

  /** Two colours that meet at zero. */
  public HeatMap diverging() {
    return new HeatMap(labels, values, true, numbers, counts);
  }

  /** The values stand in the cells, with at most so many digits that count. */
  public HeatMap numbers(int digits) {
    return new HeatMap(
        labels, values, diverging, Optional.of(v -> Numerals.of(v, digits)), Optional.empty());
  }

  /** Colours are shares from 0 to 1; in the cells stand counts, of which zeros are left out. */
  HeatMap sharesOf(double[][] inCells) {
    return new HeatMap(
        labels,
        values,
        diverging,
        Optional.of(v -> v == 0 ? "" : Numerals.of(v, 9)),
        Optional.of(inCells));
  }

  private HeatMap with(Labels others) {
    return new HeatMap(others, values, diverging, numbers, counts);
  }

  private void checkCount(String what, int given, int needed) {
    if (given != needed) {
      throw new ArgumentException(
          "The heat map \""
              + labels.title
              + "\" has "
              + needed
              + " "
              + what
              + " but "
              + given
              + " labels for them; give one for each.");
    }
  }

  /** The figure, to be saved as SVG or PNG. */
  public Figure figure() {
    int rows = values.length;
    int columns = values[0].length;
    double cell = cell();
    double width = Math.max(NARROWEST, cell * columns);
    double height = Math.max(NARROWEST, cell * rows);
    Range found = counts.isPresent() ? new Range(0, 1) : Range.over(Arrays.asList(values));
    ColourBar bar =
        diverging
            ? new ColourBar(labels.bar, found.aroundZero(), Shades.DIVERGING)
            : new ColourBar(labels.bar, found.notEmpty(), Shades.SEQUENTIAL);
    Axis across = axis(labels.x, labels.columns, columns, width);
    Axis down = axis(labels.y, labels.rows, rows, height);
    int[] rgb =
        Arrays.stream(values).flatMapToDouble(DoubleStream::of).mapToInt(bar::colour).toArray();
    List<Mark> inside = new ArrayList<>();
    inside.add(
        new Mark.Picture(new Box(0, 0, width, height), Pixels.opaque(columns, rows, rgb), false));
    numbers.ifPresent(text -> write(text, rgb, across.scale(), down.scale(), inside));
    String about =
        "A heat map of " + rows + " rows and " + columns + " columns: " + labels.bar + ".";
    return new Frame(labels.title, across, down, List.of(), bar.width(height))
        .figure(labels.title, about, inside, bar.marks(width, height));
  }

  /** Cells are square unless there are few, and large enough for what stands in them. */
  private double cell() {
    int longer = Math.max(values.length, values[0].length);
    double usual = Math.min(Math.max(LARGEST_CELL, SHORTEST / longer), LONGEST / longer);
    if (numbers.isEmpty()) {
      return usual;
    }
    double widest =
        Arrays.stream(counts.orElse(values))
            .flatMapToDouble(DoubleStream::of)
            .mapToObj(numbers.get())
            .mapToDouble(Theme.SMALL::width)
            .max()
            .orElse(0);
    return Math.max(usual, Math.max(SMALLEST_CELL_WITH_NUMBER, widest + AROUND_NUMBER));
  }

  private static Axis axis(String label, List<String> names, int count, double length) {
    List<Tick> ticks = new ArrayList<>();
    int room = names.isEmpty() ? LABELS : (int) (length / LEAST_BETWEEN_NAMES);
    int stride = Ticks.stride(count, room);
    for (int i = 0; i < count; i += stride) {
      ticks.add(new Tick(i, names.isEmpty() ? Integer.toString(i) : names.get(i)));
    }
    return new Axis(label, Scale.even(new Range(-0.5, count - 0.5), 0, length), ticks, false);
  }

  private void write(
      DoubleFunction<String> text, int[] rgb, Scale across, Scale down, List<Mark> marks) {
    double[][] inCells = counts.orElse(values);
    for (int i = 0; i < inCells.length; i++) {
      for (int j = 0; j < inCells[i].length; j++) {
        String written = text.apply(inCells[i][j]);
        Ink ink = Shades.isLight(rgb[i * inCells[i].length + j]) ? ON_LIGHT : ON_DARK;
        if (!written.isEmpty()) {
          double baseline = down.at(i) + Theme.HALF_LETTER;
          marks.add(new Mark.Label(written, across.at(j), baseline, Theme.SMALL.centred().in(ink)));
        }
      }
    }
  }
}

package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * What of the input an output can see, r = 1 + Σ d·(k − 1)·Π s (Araujo, Norris and Sim, "Computing
 * receptive fields of convolutional neural networks", Distill, 2019), held against the gradient of
 * an output by the input; and how much it sees of it: {@link EffectiveField}.
 */
public final class ReceptiveField implements Experiment {
  private static final int[] WIDENING = {1, 2, 4, 8, 16};

  /** Standard deviations of a bell that hold 95 % of it. */
  private static final double WITHIN = 3.92;

  /** The depth whose profiles are drawn. */
  private static final int SHOWN = 20;

  @Override
  public String name() {
    return "receptive-field";
  }

  @Override
  public String title() {
    return "What of an image an output can see, and what it does see";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 16, 5, 10, SHOWN, 40);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 6, 5, 10, 20);
  }

  /**
   * @param draws of the weights of a network
   * @param depths of networks without dilation, in order, the one that is shown among them
   */
  Findings run(Seed seed, int draws, int... depths) {
    Findings.Builder findings = Findings.builder();
    formula(seed.at("formula"), findings);
    effective(seed.at("effective"), draws, depths, findings);
    return findings.build();
  }

  private static void formula(Seed seed, Findings.Builder findings) {
    WindowStack plain = WindowStack.fiveOfThree();
    WindowStack widening = WindowStack.dilated("dilations 1, 2, 4, 8, 16", WIDENING);
    WindowStack gaps = WindowStack.dilated("dilations 2, 2, 2, 2, 2", 2, 2, 2, 2, 2);
    List<WindowStack> stacks =
        List.of(
            plain,
            gaps,
            widening,
            WindowStack.leNet5(),
            WindowStack.alexNet(),
            WindowStack.vgg16(),
            WindowStack.resNet18());
    Table table =
        Table.of(
            "One output", "network", "layers", "r by the formula", "extent found", "pixels seen");
    int wrong = 0;
    for (WindowStack stack : stacks) {
      WindowStack.Seen seen = stack.seen(seed.at(stack.name()));
      wrong += seen.extent() == stack.field() ? 0 : 1;
      String key = stack.name().toLowerCase(Locale.ROOT).replaceAll("[ ,]+", "-");
      findings.number(key, stack.field()).number(key + "-found", seen.extent());
      findings.number(key + "-seen", seen.places());
      table =
          table.row(
              stack.name(),
              Integer.toString(stack.layers().size()),
              Integer.toString(stack.field()),
              Integer.toString(seen.extent()),
              Integer.toString(seen.places()));
    }
    findings
        .say(
            "The formula r = 1 + Σ d·(k − 1)·Π s, where Π goes over the strides of the layers"
                + " before, and the extent of the gradient of one output agree for %d of %d"
                + " networks: %d pixels along each axis for LeNet-5, %d for AlexNet, %d for VGG-16"
                + " and %d for ResNet-18.",
            stacks.size() - wrong,
            stacks.size(),
            WindowStack.leNet5().field(),
            WindowStack.alexNet().field(),
            WindowStack.vgg16().field(),
            WindowStack.resNet18().field())
        .say(
            "Dilation widens it without a weight more: five layers of 3 reach %d pixels, and %d"
                + " with dilations 1, 2, 4, 8, 16. With dilation 2 in all of them they reach %d but"
                + " see only %d of these: the others fall through the gaps (Wang et al.,"
                + " \"Understanding convolution for semantic segmentation\", 2018).",
            plain.field(), widening.field(), gaps.field(), gaps.seen(seed.at(gaps.name())).places())
        .number("networks-that-differ", wrong)
        .table(table)
        .figure(
            "by-layer",
            byLayer(stacks),
            "Each layer adds (k − 1) steps of the size that the strides before have made: without"
                + " strides and dilation the field grows by the same in each layer, with them by"
                + " ever more.");
  }

  private static Figure byLayer(List<WindowStack> stacks) {
    Chart chart =
        Chart.of("Receptive field after each layer", "layer", "pixels along an axis")
            .wholeX()
            .logY();
    for (WindowStack stack : stacks) {
      double[] fields = Arrays.stream(stack.fields()).asDoubleStream().toArray();
      double[] layers = IntStream.rangeClosed(1, fields.length).asDoubleStream().toArray();
      chart = chart.line(stack.name(), layers, fields).points(stack.name(), layers, fields);
    }
    return chart.figure();
  }

  private static void effective(Seed seed, int draws, int[] depths, Findings.Builder findings) {
    EffectiveField.Kind[] kinds = EffectiveField.Kind.values();
    EffectiveField[][] fields = new EffectiveField[kinds.length][depths.length];
    for (EffectiveField.Kind kind : kinds) {
      for (int d = 0; d < depths.length; d++) {
        int[] dilations = new int[depths[d]];
        Arrays.fill(dilations, 1);
        int needed = kind == EffectiveField.Kind.EQUAL ? 1 : draws;
        fields[kind.ordinal()][d] =
            EffectiveField.of(kind, dilations, needed, seed.at(kind.name()).at(d));
      }
    }
    EffectiveField[] relu = fields[EffectiveField.Kind.RELU.ordinal()];
    EffectiveField widened =
        EffectiveField.of(EffectiveField.Kind.RELU, WIDENING, draws, seed.at("widened"));
    double[] x = Arrays.stream(depths).asDoubleStream().toArray();
    double[] theory = Arrays.stream(relu).mapToDouble(EffectiveField::side).toArray();
    double slope = LogLog.slope(x, widths(relu));
    int shown = Arrays.binarySearch(depths, SHOWN);
    int last = depths.length - 1;
    findings
        .say(
            "Not all that an output can see matters alike: with random weights and ReLU the"
                + " gradient is a bell. In %d layers of 3×3 it differs from a bell by at most %.0f"
                + " %% of its height, and %.0f of the %d pixels along an axis hold 95 %% of it.",
            SHOWN, 100 * relu[shown].fromBell(), relu[shown].width(), relu[shown].side())
        .say(
            "From %d to %d layers the field grows as depth to the %.2f, but the width of these 95"
                + " %% as depth to the %.2f, from %.0f %% of the field to %.0f %%: twice as deep is"
                + " %.1f times as wide. This is before training; Luo et al. 2016 find it wider"
                + " after.",
            depths[0],
            depths[last],
            LogLog.slope(x, theory),
            slope,
            100 * relu[0].width() / relu[0].side(),
            100 * relu[last].width() / relu[last].side(),
            StrictMath.pow(2, slope))
        .say(
            "Five layers with dilations 1, 2, 4, 8, 16 have 95 %% of it in %.0f of %d pixels, %.0f"
                + " %%. That the far weights of the last layer are as heavy as its middle one may"
                + " be why.",
            widened.width(), widened.side(), 100 * widened.width() / widened.side())
        .number("field-slope", LogLog.slope(x, theory))
        .number("effective-slope", slope)
        .number("from-bell", relu[shown].fromBell())
        .number("effective-width", relu[shown].width())
        .number("effective-width-dilated", widened.width())
        .number("effective-share-dilated", widened.width() / widened.side());
    for (EffectiveField.Kind kind : kinds) {
      for (int d = 0; d < depths.length; d++) {
        findings.number(
            kind.name().toLowerCase(Locale.ROOT) + "-width-" + depths[d],
            fields[kind.ordinal()][d].width());
      }
    }
    findings
        .figure(
            "maps",
            maps(depths, relu, widened),
            "Each square is the field of one output, in which black does not matter. Right, five"
                + " layers with dilations 1, 2, 4, 8, 16.")
        .figure(
            "profiles",
            profiles(fields, shown),
            "Along one axis, in %d layers. Random weights give the root of a bell, which is wider:"
                    .formatted(SHOWN)
                + " it is the squares of the gradient that add up.")
        .figure(
            "growth",
            growth(x, theory, fields),
            "Both axes are logarithmic. What matters is what holds 95 %; the dashed line is what"
                + " theory says of equal weights, 3.92·√(2L/3) for L layers of 3×3: each adds the"
                + " variance ⅔, and 3.92 deviations hold 95 % of a bell.");
  }

  private static double[] widths(EffectiveField[] fields) {
    return Arrays.stream(fields).mapToDouble(EffectiveField::width).toArray();
  }

  private static Figure maps(int[] depths, EffectiveField[] relu, EffectiveField widened) {
    ImageGrid grid = ImageGrid.of("What one output sees", depths.length + 1);
    for (int d = 0; d < depths.length; d++) {
      int side = relu[d].side();
      grid = grid.image(relu[d].map(), depths[d] + " layers: " + side + "×" + side);
    }
    int side = widened.side();
    return grid.image(widened.map(), "5 dilated: " + side + "×" + side).figure();
  }

  private static Figure profiles(EffectiveField[][] fields, int shown) {
    int side = fields[0][shown].side();
    double[] off = IntStream.range(0, side).mapToDouble(i -> i - side / 2).toArray();
    Chart chart =
        Chart.of(
            "How much the pixels matter", "pixels from the centre", "size of the gradient, of 1");
    for (EffectiveField.Kind kind : EffectiveField.Kind.values()) {
      chart = chart.line(kind.label, off, fields[kind.ordinal()][shown].profile());
    }
    EffectiveField relu = fields[EffectiveField.Kind.RELU.ordinal()][shown];
    return chart.dashed("bell", off, relu.bell()).figure();
  }

  private static Figure growth(double[] x, double[] theory, EffectiveField[][] fields) {
    Chart chart =
        Chart.of("The field grows, and what matters of it", "layers", "pixels along an axis")
            .logX()
            .logY()
            .line("field, 2L + 1", x, theory)
            .points("field, 2L + 1", x, theory);
    for (EffectiveField.Kind kind : EffectiveField.Kind.values()) {
      double[] widths = widths(fields[kind.ordinal()]);
      chart = chart.line(kind.label, x, widths).points(kind.label, x, widths);
    }
    double[] expected = Arrays.stream(x).map(l -> WITHIN * Math.sqrt(2 * l / 3)).toArray();
    return chart.dashed("equal weights, by theory", x, expected).figure();
  }
}

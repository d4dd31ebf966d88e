package org.atled.cli;

import java.math.BigDecimal;
import org.atled.core.shape.Shape;
import org.atled.data.Datasets;
import org.atled.generative.Blueprints;
import org.atled.images.augment.Augmentations;
import org.atled.nn.optim.Optimizers;
import org.atled.nn.optim.Schedules;
import org.atled.tables.Kind;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.Architectures;

/** The end of the help of {@code atled train}. */
final class TrainChoices {
  private TrainChoices() {}

  /** What {@link Architectures} and {@link Recipe} say. */
  static String text() {
    StringBuilder text = new StringBuilder(String.format("%nModels:%n"));
    for (Architecture.Family family : Architectures.all()) {
      text.append(String.format("  %-13s  %s%n", family.example(), family.summary()));
    }
    text.append(String.format("%nModels that make examples, of data sets by name:%n"));
    for (Blueprints.Example example : Blueprints.all()) {
      text.append(String.format("  %-14s  %s%n", example.text(), example.summary()));
    }
    text.append(String.format("%nOptimizers, with the usual learning rate:%n"));
    for (Optimizers.Family family : Optimizers.all()) {
      text.append(
          String.format(
              "  %-17s  %-6s  %s%n", family.form(), rate(family.usualRate()), family.summary()));
    }
    text.append(String.format("%nSchedules, with what is taken where a number is left out:%n"));
    for (Schedules.Family family : Schedules.all()) {
      text.append(String.format("  %-32s  %s%n", family.form(), family.summary()));
    }
    text.append(String.format("%nAugmentations, with what is taken where a number is left out:%n"));
    for (Augmentations.Family family : Augmentations.all()) {
      text.append(String.format("  %-27s  %s%n", family.form(), family.summary()));
    }
    text.append(String.format("%nDefaults, by data set:%n"));
    for (Datasets.Known known : Datasets.all()) {
      text.append(String.format("  %-15s  %s%n", known.name(), Recipe.of(known.name())));
    }
    text.append(
        String.format("%nOf images in a folder or in arrays, by their number to learn from:%n"));
    for (int images : new int[] {0, Recipe.SMALL_TABLE}) {
      text.append(
          String.format("  %-15s  %s%n", "from " + Text.grouped(images), Recipe.ofImages(images)));
    }
    Shape small = Shape.of(1, Recipe.LEAST_SIDE - 1, Recipe.LEAST_SIDE - 1);
    text.append(
        String.format(
            "%nOf arrays of images with a side below %d, likewise:%n", Recipe.LEAST_SIDE));
    for (int images : new int[] {0, Recipe.SMALL_TABLE}) {
      text.append(
          String.format(
              "  %-15s  %s%n", "from " + Text.grouped(images), Recipe.ofImages(images, small)));
    }
    text.append(
        String.format(
            "%nOf a CSV file, or rows in arrays, where classes are learned, by the number n"
                + " of training rows:%n"));
    for (int rows : new int[] {0, Recipe.SMALL_TABLE, Recipe.LARGE_TABLE}) {
      text.append(
          String.format(
              "  %-15s  %s%n",
              "from " + Text.grouped(rows),
              Recipe.ofTable(Kind.CLASSIFICATION, rows, 1).fromRows(rows)));
    }
    text.append(
        String.format(
            "%nOf those, where numbers are learned; from more than %d inputs as classes, without"
                + " dropout and penalty:%n",
            Recipe.FEW_INPUTS));
    for (int rows : new int[] {0, Recipe.SMALL_TABLE, Recipe.LARGE_BATCHES, 100_000}) {
      text.append(
          String.format(
              "  %-15s  %s%n",
              "from " + Text.grouped(rows), Recipe.ofTable(Kind.REGRESSION, rows, 1)));
    }
    text.append(
        String.format(
            "%nOf a text, by the number of tokens to learn from; recurrent models half as often, at"
                + " twice the rate; with --lines gpt:4x64:%n"));
    for (long tokens : new long[] {0, 1_000_000, 20_000_000}) {
      text.append(
          String.format(
              "  %-15s  %s%n",
              "from " + Text.grouped(tokens), Recipe.ofText(Recipe.TEXT, Math.max(1, tokens))));
    }
    text.append(
        String.format(
            "%nOf lines with a class, by their number to learn from; other models at a rate of"
                + " 0.002:%n"));
    for (int lines : new int[] {1000, 100_000}) {
      text.append(
          String.format("  %-15s  %s%n", Text.grouped(lines), Recipe.ofLines(Recipe.BAG, lines)));
    }
    text.append(
        String.format(
            "%nOf a time series, with --horizon:%n  %-15s  %s%n",
            "1,000 windows", Recipe.ofSeries(1000)));
    text.append(
        String.format(
            "%nOf series with a class each:%n  %-15s  %s%n",
            "50 series", Recipe.ofSeriesClasses(50)));
    return text.toString();
  }

  /** Without an exponent. */
  private static String rate(double usual) {
    return BigDecimal.valueOf(usual).stripTrailingZeros().toPlainString();
  }
}

package org.atled.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.tables.Column;
import org.atled.tables.DatePart;
import org.atled.tables.Table;
import org.atled.tables.series.TimeSeries;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.RecurrentNetwork;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A time series in a table: the next values of a column are learned from those before. */
final class SeriesOptions {
  @Option(
      names = "--horizon",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "The rows of FILE.csv follow each other in time: forecast the next N values of --target"
              + " from those before, all at once, and measure on the last N rows.")
  Optional<Integer> horizon = Optional.empty();

  @Option(
      names = "--lags",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Of a time series how many values before are seen (default: one season and half of"
              + " --horizon, or --horizon if that is more); with --model autoencoder how many a"
              + " window has (default: one season, or 32).")
  Optional<Integer> lags = Optional.empty();

  @Option(
      names = "--season",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "After how many rows a time series comes back to something like itself: 12 of months"
              + " (default: the peak of its autocorrelation that stands out most).")
  Optional<Integer> season = Optional.empty();

  @Option(
      names = "--calendar",
      paramLabel = "PART",
      split = ",",
      converter = PartConverter.class,
      description =
          "Of a time series with dates what is seen of them beside the values: month, day (of the"
              + " month), weekday and hour, several parted by commas, each as a place on a circle"
              + " (default: none, since --season says when).")
  List<DatePart> calendar = new ArrayList<>();

  /** Whether any of them is. */
  boolean isGiven() {
    return horizon.isPresent() || lags.isPresent() || season.isPresent() || !calendar.isEmpty();
  }

  /** Whether a time series is meant. */
  boolean isMeant(CommandLine line) {
    Given given = Given.of(line, SeriesOptions.class);
    if (horizon.isEmpty() && !given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a time series; add --horizon, how many values to forecast."
              .formatted(given.goWith()));
    }
    return horizon.isPresent();
  }

  /**
   * What is to be learned.
   *
   * @param time the column of it, if it is said
   * @param model if the user named one
   * @throws ParameterException if the user named no target
   */
  SeriesLesson lesson(
      Table table,
      Optional<String> target,
      Optional<String> time,
      Optional<Architecture> model,
      CommandLine line) {
    String column =
        target.orElseThrow(() ->
            new ParameterException(
                line,
                "Missing option '--target': name the column of "
                    + table.file()
                    + " to forecast. There are: "
                    + table.names()
                    + "."));
    return SeriesLesson.of(
        TimeSeries.of(table, column, time),
        TableFile.stem(table.file()),
        table.format(),
        horizon.orElseThrow(),
        given(season),
        given(lags),
        calendar,
        model.filter(RecurrentNetwork.class::isInstance).isPresent());
  }

  /**
   * The windows of a series that an autoencoder learns.
   *
   * @param target the column of the series
   * @param time the column of its times, if it is said
   * @throws ArgumentException if the column is no series of numbers
   */
  SeriesAnomalyLesson windows(Table table, String target, Optional<String> time) {
    Column column = table.column(target);
    if (!column.isNumeric()) {
      throw new ArgumentException(
          "With --model autoencoder '--target' names a time series, whose windows are learned, but %s has no numbers; leave it out to learn all of a row, and columns with --drop."
              .formatted(column.title()));
    }
    return SeriesAnomalyLesson.of(
        TimeSeries.of(table, target, time),
        TableFile.stem(table.file()),
        table.format(),
        given(season),
        given(lags));
  }

  private static OptionalInt given(Optional<Integer> number) {
    return number.map(OptionalInt::of).orElseGet(OptionalInt::empty);
  }

  /** Reads a part of a date that comes again. */
  static final class PartConverter implements ITypeConverter<DatePart> {
    @Override
    public DatePart convert(String text) {
      return Choice.of(
          "part of a date",
          text,
          Arrays.stream(DatePart.values())
              .filter(part -> part != DatePart.YEAR)
              .toArray(DatePart[]::new));
    }
  }
}

package org.atled.tables.series;

import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.tables.Table;
import org.atled.train.SavedModel;

/**
 * A model that forecasts the next values of a series. Safe to ask from any thread.
 *
 * <pre>{@code
 * ForecastModel sales = ForecastModel.load(Path.of("atled-out/sales"));
 * Table table = CsvFile.read(Path.of("newer.csv"), sales.preparation().format());
 * double[] next = sales.next(sales.series(table));
 * }</pre>
 */
public final class ForecastModel {
  private final SavedModel saved;
  private final ForecastPreparation preparation;

  private ForecastModel(SavedModel saved, ForecastPreparation preparation) {
    this.saved = saved;
    this.preparation = preparation;
  }

  /** Whether a saved model forecasts a series. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.string("type").equals(ForecastPreparation.TYPE))
        .isPresent();
  }

  /**
   * Loads a model.
   *
   * @throws StateException if it forecasts no series
   */
  public static ForecastModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded.
   *
   * @param folder where from
   * @throws StateException if it forecasts no series
   * @throws org.atled.core.error.FormatException if what is saved of the preparation is damaged
   */
  public static ForecastModel of(Path folder, SavedModel saved) {
    if (!isMeant(saved)) {
      throw new StateException(
          "The model in %s learned from %s, and forecasts no series."
              .formatted(folder, saved.info().name()));
    }
    ForecastPreparation preparation = ForecastPreparation.read(saved.preparation().orElseThrow());
    if (!preparation.shape().equals(saved.info().input())) {
      throw saved
          .preparation()
          .get()
          .error("does not go with examples " + saved.info().input() + "; it is damaged.");
    }
    return new ForecastModel(saved, preparation);
  }

  /** How examples are made of a series. */
  public ForecastPreparation preparation() {
    return preparation;
  }

  /** The column of a table that the model forecasts, with its times. */
  public TimeSeries series(Table table) {
    return TimeSeries.of(
        table, preparation.target(), preparation.time(), preparation.start().order());
  }

  /**
   * The values that follow the last row of a series.
   *
   * @throws ArgumentException if it is shorter than one window, or its place in the season is not
   *     known
   */
  public double[] next(TimeSeries series) {
    return at(series, series.length());
  }

  /**
   * The time stamps of the values of {@link #next}, as those before are written; +1, +2 and so on
   * where the model learned from steps that differ.
   */
  public List<String> times(TimeSeries series) {
    int count = preparation.windows().horizon();
    return series.clock().column().isEmpty()
        ? series.clock().next(count)
        : series.clock().next(count, preparation.start().pace());
  }

  /**
   * The values that follow so many known ones.
   *
   * @throws ArgumentException as for {@link #next}
   */
  public double[] at(TimeSeries series, int end) {
    return forecast(saved.model(), preparation, series, end, place(series, end));
  }

  /**
   * What the network sees of so many known values.
   *
   * @return [..] of the shape of {@link ForecastPreparation#shape}
   * @throws ArgumentException as for {@link #next}
   */
  public Tensor input(TimeSeries series, int end) {
    return Tensor.of(preparation.input(series, end, place(series, end)), preparation.shape());
  }

  public SavedModel saved() {
    return saved;
  }

  /** Of the first value after so many, counted from where what was learned from began. */
  private int place(TimeSeries series, int end) {
    int before = preparation.windows().before();
    if (end < before) {
      throw new ArgumentException(
          "There are %d known values of %s, but the model sees %d before those that it forecasts; give more rows."
              .formatted(end, series.name(), before));
    }
    return preparation.place(series) - (series.length() - end);
  }

  /**
   * What a network forecasts.
   *
   * @param end how many values are known
   * @param place of the first value to forecast, counted from where what was learned from began
   */
  public static double[] forecast(
      Layer model, ForecastPreparation preparation, TimeSeries series, int end, int place) {
    Shape shape = Shape.of(1).concat(preparation.shape());
    Tensor output =
        model.apply(Tensor.of(preparation.input(series, end, place), shape), Mode.evaluation());
    return preparation.windows().forecast(output.toDoubles(), series.values(), end);
  }
}

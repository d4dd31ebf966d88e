package org.atled.tables.series;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.CsvFormat;
import org.atled.tables.DateOrder;
import org.atled.tables.DatePart;

/**
 * How examples are made of a time series, which is saved with a model that forecasts it.
 *
 * @param target the column that is forecast
 * @param time the column that tells when; empty if none does
 * @param calendar what is seen of the date of the last known step
 * @param sequential whether the values before are a sequence, for a recurrence: [lags, numbers],
 *     where all that is not of a step stands at each; else all numbers are one row
 * @param format how the file is laid out
 * @param start where what was learned from begins
 */
public record ForecastPreparation(
    String target,
    Optional<String> time,
    Windows windows,
    List<DatePart> calendar,
    boolean sequential,
    CsvFormat format,
    Start start) {
  static final String TYPE = "forecast";

  /** Values by which the beginning of a series is known again. */
  private static final int KNOWN = 8;

  /**
   * The beginning of what was learned from, by which later rows find their place in the season.
   *
   * @param at of {@link Clock#at}
   * @param pace empty if steps differ
   * @param order of {@link Clock#order}, in which later dates are read too
   * @param values the first few
   */
  public record Start(
      double at, Optional<Pace> pace, Optional<DateOrder> order, List<Double> values) {
    public Start {
      values = List.copyOf(values);
    }

    static Start of(TimeSeries series) {
      double[] first = Arrays.copyOf(series.values(), Math.min(KNOWN, series.length()));
      return new Start(
          series.clock().at()[0],
          series.clock().pace(),
          series.clock().order(),
          Arrays.stream(first).boxed().toList());
    }
  }

  public ForecastPreparation {
    calendar = List.copyOf(calendar);
  }

  /**
   * Of a series.
   *
   * @throws ArgumentException if parts of dates are wanted and it has none
   */
  public static ForecastPreparation of(
      TimeSeries series,
      Windows windows,
      List<DatePart> calendar,
      boolean sequential,
      CsvFormat format) {
    if (!calendar.isEmpty() && !series.clock().isOfDates()) {
      throw new ArgumentException(
          "The calendar is of dates, but %s; name a column of dates by --time, or leave --calendar out."
              .formatted(
                  series
                      .clock()
                      .column()
                      .map(name -> name + " has numbers")
                      .orElse("no column of the series has some")));
    }
    return new ForecastPreparation(
        series.name(),
        series.clock().column(),
        windows,
        calendar,
        sequential,
        format,
        Start.of(series));
  }

  /** The shape of what a network sees. */
  public Shape shape() {
    int others = windows.inputs() - windows.lags() + 2 * calendar.size();
    return sequential ? Shape.of(windows.lags(), 1 + others) : Shape.of(windows.lags() + others);
  }

  /**
   * What a network sees.
   *
   * @param end how many values are known
   * @param place of the first value to forecast, counted from where what was learned from began
   */
  public float[] input(TimeSeries series, int end, int place) {
    double[] plain = windows.input(series.values(), end, place);
    double[] all = Arrays.copyOf(plain, plain.length + 2 * calendar.size());
    for (int i = 0; i < calendar.size(); i++) {
      double[] circle = calendar.get(i).circle(series.clock().date(end - 1));
      System.arraycopy(circle, 0, all, plain.length + 2 * i, 2);
    }
    float[] input = new float[shape().elements()];
    int lags = windows.lags();
    int others = all.length - lags;
    for (int i = 0; i < input.length; i++) {
      int column = i % (1 + others);
      input[i] =
          (float)
              (!sequential ? all[i] : column == 0 ? all[i / (1 + others)] : all[lags + column - 1]);
    }
    return input;
  }

  /**
   * The windows after so many known values of what is learned from.
   *
   * @param from at least {@link Windows#before}
   * @param to the last of them; the horizon after it must be there
   */
  public TensorDataset examples(String name, TimeSeries series, int from, int to) {
    int count = to - from + 1;
    int horizon = windows.horizon();
    int each = shape().elements();
    float[] x = new float[count * each];
    float[] y = new float[count * horizon];
    for (int i = 0; i < count; i++) {
      System.arraycopy(input(series, from + i, from + i), 0, x, i * each, each);
      double[] target = windows.target(series.values(), from + i);
      for (int h = 0; h < horizon; h++) {
        y[i * horizon + h] = (float) target[h];
      }
    }
    return TensorDataset.of(
        name,
        new Task.Regression(horizon),
        NamedTensors.of(Batch.X, Tensor.of(x, Shape.of(count).concat(shape())))
            .with(Batch.Y, Tensor.of(y, Shape.of(count, horizon))));
  }

  /**
   * Where the end of newer rows is, counted from where what was learned from began.
   *
   * @throws ArgumentException if it cannot be told and the season asks for it, or the rows have
   *     another step
   */
  int place(TimeSeries newer) {
    int length = newer.length();
    Optional<Pace> pace = newer.clock().column().isEmpty() ? Optional.empty() : start.pace();
    if (pace.isPresent()) {
      if (!pace.get().isOf(newer.clock().at())) {
        Optional<Pace> other = newer.clock().pace();
        throw new ArgumentException(
            "The steps of %s are %s, but the model learned from steps of %s; give rows at those."
                .formatted(
                    newer.clock().column().orElseThrow(),
                    other.map(p -> "of " + p).orElse("of different lengths"),
                    pace.get()));
      }
      OptionalInt from = pace.get().steps(start.at(), newer.clock().at()[0]);
      if (from.isPresent()) {
        return from.getAsInt() + length;
      }
      throw new ArgumentException(
          "%s begins with %s, which is no whole number of steps of %s from what the model learned from."
              .formatted(
                  newer.clock().column().orElseThrow(),
                  newer.clock().stamps().getFirst(),
                  pace.get()));
    }
    if (windows.season().isPresent() && !begins(newer)) {
      throw new ArgumentException(
          "The rows do not begin as those that the model learned from, and without time stamps at"
              + " equal steps nothing else tells where in the season they are; give all rows from"
              + " the first on, with the newer ones at the end.");
    }
    return length;
  }

  private boolean begins(TimeSeries newer) {
    for (int i = 0; i < start.values().size(); i++) {
      if (i >= newer.length() || newer.values()[i] != start.values().get(i)) {
        return false;
      }
    }
    return true;
  }

  /** What is saved: for {@link org.atled.train.SavedModel#save}. */
  public JsonObject json() {
    JsonObject.Builder begin = JsonObject.builder().put("at", start.at());
    start.pace().ifPresent(pace -> begin.put("pace", pace.json()));
    start.order().ifPresent(order -> begin.put("order", order.toString()));
    begin.put("values", new JsonArray(start.values().stream().<Json>map(JsonNumber::of).toList()));
    JsonObject.Builder json = JsonObject.builder().put("type", TYPE).put("target", target);
    time.ifPresent(column -> json.put("time", column));
    return json.put("windows", windows.json())
        .put("calendar", JsonArray.ofStrings(calendar.stream().map(DatePart::toString).toList()))
        .put("sequential", sequential)
        .put("format", format.json())
        .put("start", begin.build())
        .build();
  }

  static ForecastPreparation read(JsonPlace json) {
    JsonPlace begin = json.get("start");
    List<Double> values = new ArrayList<>();
    begin.list("values").forEach(value -> values.add(value.asDouble()));
    Optional<DateOrder> order =
        begin.find("order").isEmpty()
            ? Optional.empty()
            : Optional.of(
                DateOrder.named(begin.string("order"))
                    .orElseThrow(() -> begin.get("order").error("is no order of dates.")));
    return new ForecastPreparation(
        json.string("target"),
        json.find("time").map(_ -> json.string("time")),
        Windows.read(json.get("windows")),
        json.strings("calendar").stream()
            .map(name ->
                DatePart.named(name)
                    .orElseThrow(() -> json.get("calendar").error("has \"" + name + "\".")))
            .toList(),
        json.bool("sequential"),
        CsvFormat.read(json.object("format")),
        new Start(begin.doubleValue("at"), begin.find("pace").map(Pace::read), order, values));
  }
}

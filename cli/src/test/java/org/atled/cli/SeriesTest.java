package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forecast, from a file to a figure. */
class SeriesTest {
  @TempDir Path folder;

  /** Months of a trade that grows, with more in summers. */
  private static List<String> months(int count) {
    List<String> lines = new ArrayList<>(List.of("month,sold"));
    for (int t = 0; t < count; t++) {
      double season = 1.2 + 0.4 * StrictMath.sin(2 * StrictMath.PI * t / 12);
      double sold = StrictMath.exp(4 + 0.01 * t) * season;
      lines.add("%d-%02d,%s".formatted(1990 + t / 12, 1 + t % 12, Math.round(sold)));
    }
    return lines;
  }

  private String file(List<String> lines) throws IOException {
    return Files.write(folder.resolve("trade.csv"), lines).toString();
  }

  @Test
  void aNetworkForecastsBetterThanOneSeasonBefore() throws IOException {
    String file = file(months(120));
    Path out = folder.resolve("model");
    for (int seed = 0; seed < 3; seed++) {
      Atled ran =
          Atled.run(
              "train",
              file,
              "--target",
              "sold",
              "--horizon",
              "24",
              "--epochs",
              "60",
              "--seed",
              Integer.toString(seed),
              "--out",
              out.toString(),
              "--json");
      JsonPlace json = ran.json();

      assertThat(ran.err())
          .contains(
              "series: 120 steps of sold by month, 1990-01 to 1999-12",
              "season: 12 steps",
              "the last 24 steps, from 1998-01 on, to measure on",
              "mean absolute error of the last 24 steps: ",
              "one season before: ");
      assertThat(json.string("task")).isEqualTo("forecast");
      assertThat(json.doubleValue("mae"))
          .isLessThan(0.85 * json.doubleValue("seasonal_naive_mae"))
          .isLessThan(json.doubleValue("naive_mae"));
    }
    assertThat(out.resolve("figures").resolve("forecast.svg")).isRegularFile();
    List<String> lines = Files.readAllLines(out.resolve("forecast.csv"));
    assertThat(lines).hasSize(1 + 24 + 24).startsWith("month,sold,forecast");
    assertThat(lines.get(1)).startsWith("1998-01,");
    assertThat(lines.get(25)).startsWith("2000-01,,");
    assertThat(Atled.run("predict", out.toString(), file).out().lines().toList())
        .hasSize(25)
        .startsWith("month,sold", lines.get(25).replace(",,", ","));
    assertThat(Atled.run("eval", out.toString(), file).out())
        .startsWith("mean absolute error of the last 24 steps: ");
    Atled.run("predict", out.toString(), file, "--intervals", "0.9")
        .failed(
            2,
            "Option '--intervals' does not go with models of a series yet, and the one in %s is one; leave it out."
                .formatted(out));
    Atled.run("predict", out.toString(), file, "--drift", "--key", "month")
        .failed(
            2,
            "Options '--drift' and '--key' are for rows that are predicted each, but the model in %s forecasts what follows the last one; leave them out."
                .formatted(out));
    Atled.run("calibrate", out.toString())
        .failed(
            2,
            "The model in %s is of series, which are not calibrated yet; ./atled eval %s says how well it does."
                .formatted(out, out));
    Atled.run("explain", out.toString())
        .failed(
            2,
            "The model in %s forecasts what follows the last row of a table; name one."
                .formatted(out));
    addUpToTheForecast(out, file);
    assertThat(Files.readString(out.resolve("figures").resolve("forecast.svg")))
        .contains(">1996<", ">2000<");
  }

  /** In the unit of the column. */
  private static void addUpToTheForecast(Path out, String file) {
    JsonPlace json = Atled.run("explain", out.toString(), file, "--json").json();
    double sum = json.doubleValue("level");
    for (JsonPlace part : json.list("parts")) {
      sum += part.asDouble();
    }
    double change = json.doubleValue("score") - json.doubleValue("baseline");
    assertThat(Math.abs(change)).isGreaterThan(0.01);
    assertThat(sum).isCloseTo(change, within(1e-3 * Math.max(1, Math.abs(change))));
    assertThat(json.string("time")).isEqualTo("2000-01");
    assertThat(json.strings("stamps")).endsWith("1999-12");
    assertThat(out.resolve("figures").resolve("explain.svg")).isRegularFile();
  }

  /** The end of the same series alone is as good as all of it: the season is known by the dates. */
  @Test
  void newerRowsAreForecastFromTheirEnd() throws IOException {
    String file = file(months(120));
    String out = folder.resolve("model").toString();
    Atled.run(
        "train",
        file,
        "--target",
        "sold",
        "--horizon",
        "4",
        "--lags",
        "5",
        "--epochs",
        "1",
        "--out",
        out);
    String all = Atled.run("predict", out, file).out();
    List<String> lines = months(120);
    lines.subList(1, 90).clear();
    file(lines);

    assertThat(Atled.run("predict", out, file).out()).isEqualTo(all).startsWith("month,sold");
    lines.subList(1, 28).clear();
    file(lines);
    Atled.run("predict", out, file)
        .failed(
            2,
            "There are 4 known values of sold, but the model sees 17 before those that it"
                + " forecasts; give more rows.");
    lines.set(4, lines.get(2));
    file(lines);
    Atled.run("predict", out, file)
        .failed(
            2,
            file
                + ", line 5: month goes from \"1999-11\" to \"1999-10\", but time stamps must rise;"
                + " sort the file by month, with one row for each.");
  }

  @Test
  void aRecurrenceSeesTheCalendar() throws IOException {
    String file = file(months(60));
    String out = folder.resolve("model").toString();
    Atled ran =
        Atled.run(
            "train",
            file,
            "--target",
            "sold",
            "--horizon",
            "3",
            "--lags",
            "4",
            "--calendar",
            "month",
            "--model",
            "gru:1x4",
            "--epochs",
            "2",
            "--out",
            out,
            "--json");

    assertThat(ran.err())
        .contains("calendar: month of the last step that is seen", "input", "[1, 4, 6]");
    assertThat(Atled.run("predict", out, file).out().lines().toList())
        .hasSize(4)
        .anyMatch(line -> line.startsWith("1995-03,"));
  }

  @Test
  void namesWhatIsNoSeries() throws IOException {
    List<String> lines = months(60);
    String file = file(lines);
    Atled.run("train", file, "--horizon", "6")
        .failed(
            2,
            "Missing option '--target': name the column of "
                + file
                + " to forecast. There are: month, sold.");
    Atled.run("train", file, "--target", "sold", "--lags", "6")
        .failed(
            2,
            "Option '--lags' goes with a time series; add --horizon, how many values to forecast.");
    Atled.run("train", file, "--target", "sold", "--horizon", "6", "--model", "gpt:1x8")
        .failed(
            2,
            "Option '--model gpt:1x8' reads texts, and \"trade\" is none; name a file, FILE.txt,"
                + " or take a model such as mlp:512.");
    Atled.run("train", file, "--target", "sold", "--horizon", "6", "--model", "bag:8")
        .failed(
            2,
            "Option '--horizon' forecasts a time series, but --model bag:8 reads lines of text;"
                + " take mlp:32 or lstm:1x32, or leave it out.");
    Atled.run("train", file, "--target", "sold", "--model", "mlp")
        .failed(
            1,
            file
                + ": line 2: month has \"1990-01\", which is no number; of a series in a row all"
                + " columns but --target are its values. For columns that are no series take a"
                + " model such as mlp:512.");
    Atled.run("train", file, "--target", "sold", "--horizon", "6", "--model", "fcn")
        .failed(
            2,
            "Option '--model fcn' tells classes of series, but with --horizon one is forecast; take"
                + " mlp:32 or lstm:1x32, or leave --horizon out.");
    Atled.run("train", file, "--target", "sold", "--horizon", "60")
        .failed(
            2,
            "sold has 60 values, but a horizon of 60 is measured on the last 60; take a smaller"
                + " one.");
    Atled.run("train", file, "--target", "sold", "--horizon", "6", "--folds", "3")
        .failed(
            2,
            "Option '--folds' mixes rows of all times, but a forecast is of what comes last; leave"
                + " out --folds, or --horizon.");
    lines.set(5, lines.get(3));
    file(lines);
    Atled.run("train", file, "--target", "sold", "--horizon", "6")
        .failed(
            2,
            file
                + ", line 6: month goes from \"1990-04\" to \"1990-03\", but time stamps must rise;"
                + " sort the file by month, with one row for each.");
    lines.set(5, "1990-05,");
    file(lines);
    Atled.run("train", file, "--target", "sold", "--horizon", "6")
        .failed(
            2,
            file
                + ", line 6: sold has \"\", but a time series needs a number at every step; fill"
                + " it, or cut the file there.");
  }
}

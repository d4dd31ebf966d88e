package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.data.Task;
import org.atled.formats.ArrayData;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.npy.Npy;
import org.atled.train.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled predict}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "predict",
    sortOptions = false,
    description = {
      "Show what a saved model says of examples.",
      "",
      "INPUT holds one example or a batch: [batch, 1, 28, 28], [batch, 28, 28] or [batch, 784] for"
          + " images of 28 by 28, [batch, 2] for points. The numbers are as the data set gives"
          + " them, pixels from 0 to 1; uint8 is divided by 255.",
      ""
    })
final class PredictCommand implements Callable<Integer> {
  private static final int BATCH = 1024;
  private static final int SHOWN = 10;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(index = "1", paramLabel = "INPUT.npy", description = "Examples as NumPy saves them.")
  Path input;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT.npy",
      description = "Write the probabilities here: float32 [batch, classes].")
  Optional<Path> out = Optional.empty();

  @Mixin Common common;

  @Override
  public Integer call() {
    Predictor predictor = Predictor.load(folder);
    InputFile file = InputFile.read(input);
    List<float[]> rows = predict(predictor, file);
    Optional<List<String>> classes =
        predictor.info().task() instanceof Task.Classification task
            ? Optional.of(task.classes())
            : Optional.empty();
    out.ifPresent(path -> write(path, rows));
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      standard.println(json(rows, classes).compact());
    } else {
      standard.println(table(rows, classes));
      if (rows.size() > SHOWN) {
        standard.println(
            "and "
                + Text.grouped(rows.size() - SHOWN)
                + " more"
                + (out.isPresent() ? "" : "; -o OUT.npy writes all, --json prints all"));
      }
      out.ifPresent(path -> standard.println("wrote " + path));
    }
    return 0;
  }

  private static List<float[]> predict(Predictor predictor, InputFile file) {
    Shape shape = file.shape();
    if (shape.isEmpty()) {
      throw new FormatException(file.file(), -1, "there is no example in it (" + shape + ").");
    }
    List<float[]> rows = new ArrayList<>();
    try {
      boolean single = shape.rank() == 0 || shape.equals(predictor.info().input());
      int count = single ? 1 : (int) shape.size(0);
      for (int from = 0; from < count; from += BATCH) {
        int to = Math.min(count, from + BATCH);
        float[] some = predictor.predict(single ? file.all() : file.examples(from, to)).toFloats();
        int width = some.length / (to - from);
        for (int i = 0; i < to - from; i++) {
          rows.add(java.util.Arrays.copyOfRange(some, i * width, (i + 1) * width));
        }
      }
      return rows;
    } catch (AtledException e) {
      throw e.within(file.file().toString());
    }
  }

  private static void write(Path path, List<float[]> rows) {
    int width = rows.getFirst().length;
    float[] all = new float[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, all, i * width, width);
    }
    Npy.write(path, new ArrayData(Shape.of(rows.size(), width), new Storage.Float32(all)));
  }

  private static Table table(List<float[]> rows, Optional<List<String>> classes) {
    Table table = new Table();
    List<String> head = new ArrayList<>(List.of("example"));
    classes.ifPresent(names -> head.add("class"));
    classes.ifPresentOrElse(
        head::addAll,
        () -> IntStream.range(0, rows.getFirst().length).forEach(i -> head.add("output " + i)));
    table.row(head);
    for (int i = 0; i < Math.min(SHOWN, rows.size()); i++) {
      float[] row = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(Integer.toString(i)));
      classes.ifPresent(names -> cells.add(names.get(greatest(row))));
      for (float value : row) {
        cells.add(String.format(Locale.ROOT, "%.4f", value));
      }
      table.row(cells);
    }
    return table;
  }

  private static JsonObject json(List<float[]> rows, Optional<List<String>> classes) {
    JsonObject.Builder json = JsonObject.builder().put("examples", rows.size());
    classes.ifPresent(names -> {
      json.put("classes", JsonArray.ofStrings(names));
      json.put(
          "predicted",
          JsonArray.ofStrings(rows.stream().map(row -> names.get(greatest(row))).toList()));
    });
    return json.put(
            classes.isPresent() ? "probabilities" : "outputs",
            new JsonArray(rows.stream().map(PredictCommand::numbers).toList()))
        .build();
  }

  private static Json numbers(float[] row) {
    return new JsonArray(
        IntStream.range(0, row.length)
            .mapToObj(i -> Numbers.json(Double.parseDouble(Float.toString(row[i]))))
            .toList());
  }

  private static int greatest(float[] row) {
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}

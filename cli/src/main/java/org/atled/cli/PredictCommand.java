package org.atled.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.data.Task;
import org.atled.formats.file.AtomicFile;
import org.atled.tables.CsvFile;
import org.atled.tables.TableModel;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
      "",
      "For a model of a table INPUT is a CSV file with the columns that it learned from. What it"
          + " says of each row comes as CSV, with the line of the row: the class and its"
          + " probability, or the number.",
      ""
    })
final class PredictCommand implements Callable<Integer> {
  private static final int BATCH = 1024;
  private static final int SHOWN = 10;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      description = "Examples as NumPy saves them (INPUT.npy), or a table (INPUT.csv).")
  Path input;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description =
          "Write the probabilities here: float32 [batch, classes] to OUT.npy, or for a table what"
              + " it would print to any other file.")
  Optional<Path> out = Optional.empty();

  @Mixin CsvOptions csv;
  @Mixin Common common;

  @Override
  public Integer call() {
    SavedModel saved = SavedModel.load(folder);
    return saved.preparation().isPresent()
        ? table(TableModel.of(folder, saved))
        : examples(Predictor.of(saved));
  }

  private int examples(Predictor predictor) {
    if (csv.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Options --[no-]header, --skip and --separator go with a model of a table, but the model"
              + " in "
              + folder
              + " learned from "
              + predictor.info().name()
              + "; leave them out.");
    }
    InputFile file = InputFile.read(input);
    Optional<List<String>> classes =
        predictor.info().task() instanceof Task.Classification task
            ? Optional.of(task.classes())
            : Optional.empty();
    Answers answers = Answers.of(predict(predictor, file), classes);
    out.ifPresent(answers::writeNpy);
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      standard.println(answers.json().compact());
    } else {
      standard.println(answers.table(SHOWN));
      if (answers.count() > SHOWN) {
        standard.println(
            "and "
                + Text.grouped(answers.count() - SHOWN)
                + " more"
                + (out.isPresent() ? "" : "; -o OUT.npy writes all, --json prints all"));
      }
      out.ifPresent(path -> standard.println("wrote " + path));
    }
    return 0;
  }

  private int table(TableModel model) {
    if (isNpy(input)) {
      throw new ArgumentException(
          "The model in "
              + folder
              + " learned from the table "
              + model.saved().info().name()
              + "; give it a CSV file with the same columns, not "
              + input
              + ".");
    }
    var rows = CsvFile.read(input, csv.format(model.origin().format()));
    TableAnswers answers = TableAnswers.of(model, rows);
    rows.doubt().ifPresent(text -> spec.commandLine().getErr().println("warning: " + text));
    answers.notes().lines().forEach(spec.commandLine().getErr()::println);
    out.ifPresent(path -> {
      if (isNpy(path)) {
        answers.all().writeNpy(path);
      } else {
        AtomicFile.write(path, answers.csv().getBytes(StandardCharsets.UTF_8));
      }
    });
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      standard.println(answers.json().compact());
    } else if (out.isPresent()) {
      standard.println("wrote " + out.get());
    } else {
      standard.print(answers.csv());
    }
    return 0;
  }

  private static boolean isNpy(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
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
}

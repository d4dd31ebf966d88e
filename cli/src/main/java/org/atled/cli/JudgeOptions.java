package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.data.Subset;
import org.atled.data.Task;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.generative.Generative;
import org.atled.generative.Judge;
import org.atled.generative.Wish;
import org.atled.train.SavedModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who judges examples that a model made, and beside which real ones. */
@SuppressWarnings("NullAway.Init")
final class JudgeOptions {
  /** How many examples are judged when nobody says. */
  static final int COUNT = 1000;

  @Option(
      names = "--judge",
      paramLabel = "CLASSIFIER",
      description =
          "The folder of a classifier of the same data, which says how good the examples are: the"
              + " share that it names as asked, how evenly classes come, and the Fréchet distance"
              + " of its features of them to those of the test part.")
  Optional<Path> judge = Optional.empty();

  @Mixin DataOption data;

  /** What was found, and what to read it by. */
  record Found(
      Path classifier,
      Judge.Verdict verdict,
      List<String> classes,
      boolean isOfOneClass,
      int real,
      double amongReal) {
    void print(PrintWriter out) {
      out.println(
          "judged by %s, beside %s real examples".formatted(classifier, Text.grouped(real)));
      if (verdict.asAsked().isPresent()) {
        out.println(format("named as asked: %.1f %%", 100 * verdict.asAsked().getAsDouble()));
      }
      if (!isOfOneClass) {
        out.println(
            format(
                "entropy of classes: %.3f of at most %.3f nats, %s",
                verdict.entropy(), StrictMath.log(classes.size()), leastOften()));
      }
      out.println(
          format(
              "Fréchet distance: %.2f, by %d features; of as many real examples to others: %.2f",
              verdict.distance(), verdict.features(), amongReal));
      if (verdict.count() <= verdict.features()) {
        out.println(
            "note: of no more examples than features the distance is far too large; take more, such"
                + " as --count "
                + COUNT);
      }
    }

    private String leastOften() {
      List<String> missing = verdict.missing().stream().map(classes::get).toList();
      int rarest = verdict.rarest();
      return missing.isEmpty()
          ? format(
              "the rarest class is %s, %.1f %%",
              classes.get(rarest), 100.0 * verdict.named().get(rarest) / verdict.count())
          : "missing: " + String.join(", ", missing);
    }

    JsonObject json() {
      JsonObject.Builder named = JsonObject.builder();
      IntStream.range(0, classes.size())
          .forEach(i -> named.put(classes.get(i), verdict.named().get(i)));
      JsonObject.Builder json = JsonObject.builder().put("classifier", classifier.toString());
      OptionalDouble asAsked = verdict.asAsked();
      if (asAsked.isPresent()) {
        json.put("named_as_asked", asAsked.getAsDouble());
      }
      return json.put("named", named.build())
          .put("entropy", verdict.entropy())
          .put(
              "missing", JsonArray.ofStrings(verdict.missing().stream().map(classes::get).toList()))
          .put("features", verdict.features())
          .put("frechet", JsonNumber.orNull(verdict.distance()))
          .put("frechet_of_real", JsonNumber.orNull(amongReal))
          .put("real_examples", real)
          .build();
    }

    private static String format(String pattern, Object... arguments) {
      return String.format(Locale.ROOT, pattern, arguments);
    }
  }

  /** Refuses what only a judge looks at. */
  void check(CommandLine line) {
    if (judge.isEmpty() && data.folder.isPresent()) {
      throw new ParameterException(
          line,
          "Option '--data' says where the real examples lie that --judge compares with; name a"
              + " classifier, or leave it out.");
    }
  }

  /** A judge, before anything is made. */
  Optional<Judging> begin(Path folder, SavedModel saved, Progress progress) {
    return judge.map(path -> begin(path, folder, saved, progress));
  }

  private Judging begin(Path path, Path folder, SavedModel saved, Progress progress) {
    SavedModel classifier = Models.toAsk(path);
    Judge found;
    try {
      found = Judge.of(classifier);
    } catch (AtledException e) {
      throw e.within(path.toString());
    }
    if (!classifier.info().input().equals(saved.info().input())
        || !classifier.info().task().equals(saved.info().task())) {
      throw new ArgumentException(
          "The classifier in %s learned from %s, but the model in %s from %s; take one of the same shape and classes."
              .formatted(
                  path,
                  NamedExam.describe(classifier.info()),
                  folder,
                  NamedExam.describe(saved.info())));
    }
    Split split =
        NamedExam.split(folder, saved, Datasets.named(saved.info().name()), data, progress);
    return new Judging(path, found, split);
  }

  /** A classifier and real examples. */
  record Judging(Path path, Judge judge, Split split) {
    /** What was found. */
    Found of(Generative model, Wish wish, Tensor made) {
      Dataset test = some(split.test(), Integer.MAX_VALUE, wish.label());
      Dataset train = some(split.train(), wish.count(), wish.label());
      return new Found(
          path,
          judge.of(made, model.asked(wish), test),
          judge.classes(),
          wish.label().isPresent(),
          test.size(),
          judge.distance(train, test));
    }

    /** The first so many, of one class if one is asked for. */
    private static Dataset some(Dataset all, int most, Optional<Integer> label) {
      long[] labels =
          label.isPresent() && all.info().task() instanceof Task.Classification
              ? all.batch(IntStream.range(0, all.size()).toArray()).y().toLongs()
              : new long[0];
      int[] chosen =
          IntStream.range(0, all.size())
              .filter(i -> label.isEmpty() || labels[i] == label.get())
              .limit(most)
              .toArray();
      return new Subset(all, chosen);
    }
  }
}

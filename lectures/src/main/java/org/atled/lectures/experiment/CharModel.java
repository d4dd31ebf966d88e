package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.layer.GPT;
import org.atled.nn.layer.RNNModel;
import org.atled.nn.layer.Sampling;
import org.atled.nn.layer.TokenModel;
import org.atled.nn.optim.AdamW;
import org.atled.nn.optim.Schedule;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.text.CharacterTokenizer;
import org.atled.text.NextToken;
import org.atled.text.TextLines;
import org.atled.text.TokenData;
import org.atled.text.Tokenizer;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;

/**
 * Models that spell names letter by letter, in the order in which they came: counts of pairs
 * (Shannon 1948), a window of three letters (Bengio et al. 2003), recurrence (Mikolov et al. 2010),
 * long short-term memory, a transformer. The names are those of {@code names/names.txt} in the
 * folder of data sets; without such a file they are made up, and the least loss is known.
 */
public final class CharModel implements Experiment {
  private static final double RATE = 0.005;
  private static final int BATCH = 32;
  private static final int WRITTEN = 3;

  /**
   * How much is done.
   *
   * @param width of the networks
   */
  record Size(int epochs, int width) {}

  /**
   * A network.
   *
   * @param key of its number
   * @param sees what decides the next letter
   * @param maker makes it for a vocabulary
   */
  private record Model(String name, String key, String sees, IntFunction<Layer> maker) {}

  /** Its loss on names that it has not seen, after each epoch, and names that it made up. */
  private record Learned(double[] losses, long parameters, String written) {
    double end() {
      return losses[losses.length - 1];
    }
  }

  @Override
  public String name() {
    return "char-model";
  }

  @Override
  public String title() {
    return "Names letter by letter: counts of pairs, an MLP, an RNN, an LSTM and a transformer";
  }

  @Override
  public Findings run(Seed seed) {
    Names names = Names.known(4000).orElseGet(() -> Names.drawn(3000, seed.at("names")));
    return run(seed, names, new Size(5, 64));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, Names.drawn(1000, seed.at("names")), new Size(3, 32));
  }

  Findings run(Seed seed, Names names, Size size) {
    Tokenizer letters = CharacterTokenizer.of(String.join("", names.all()));
    Split split = TextLines.split("names", letters, names.all(), 0, seed);
    int vocabulary = letters.size() + 1;
    double pairs = pairs(split, vocabulary);
    List<Model> models = models(((TokenData) split.train()).context(), size.width());
    List<Learned> learned = new ArrayList<>();
    for (Model model : models) {
      learned.add(learn(model.maker().apply(vocabulary), split, letters, size.epochs(), seed));
    }
    return findings(names, vocabulary, pairs, models, learned);
  }

  private static List<Model> models(int context, int width) {
    return List.of(
        new Model("MLP", "mlp", "the last three", v -> new LetterWindow(v, 2L * width)),
        new Model("RNN", "rnn", "all before", v -> recurrent(RNNModel.Kind.RNN, v, width)),
        new Model("LSTM", "lstm", "all before", v -> recurrent(RNNModel.Kind.LSTM, v, width)),
        new Model(
            "transformer",
            "transformer",
            "all before",
            v -> new GPT(GPT.Config.of(v, context, width, 2))));
  }

  private static RNNModel recurrent(RNNModel.Kind kind, int vocabulary, int width) {
    return new RNNModel(RNNModel.Config.of(kind, vocabulary, width, 1));
  }

  /** −ln of (n(a, b) + 1) / (n(a) + V), the rule of succession, in the mean over unseen names. */
  private static double pairs(Split split, int vocabulary) {
    double[][] counts = counts(split.train(), vocabulary);
    double[][] asked = counts(split.test(), vocabulary);
    double sum = 0;
    double number = 0;
    for (int a = 0; a < vocabulary; a++) {
      double all = 0;
      for (int b = 0; b < vocabulary; b++) {
        all += counts[a][b] + 1;
      }
      for (int b = 0; b < vocabulary; b++) {
        sum -= asked[a][b] * StrictMath.log((counts[a][b] + 1) / all);
        number += asked[a][b];
      }
    }
    return sum / number;
  }

  private static double[][] counts(Dataset names, int vocabulary) {
    double[][] counts = new double[vocabulary][vocabulary];
    for (Batch batch : DataLoader.of(names, 256).epoch(0)) {
      long[] x = batch.x().toLongs();
      long[] y = batch.y().toLongs();
      for (int i = 0; i < x.length; i++) {
        if (y[i] != NextToken.IGNORED) {
          counts[(int) x[i]][(int) y[i]]++;
        }
      }
    }
    return counts;
  }

  private static Learned learn(
      Layer network, Split split, Tokenizer letters, int epochs, Seed seed) {
    double[] losses =
        Trainer.of(network, AdamW.withLearningRate(RATE), new NextToken(network))
            .schedule(Schedule.cosine())
            .epochs(epochs)
            .batchSize(BATCH)
            .seed(seed.value())
            .fit(split.train(), split.test())
            .history()
            .stream()
            .flatMap(report -> report.test().stream())
            .mapToDouble(EpochReport.Measured::loss)
            .toArray();
    String written = network instanceof TokenModel model ? written(model, letters, seed) : "";
    return new Learned(losses, network.state().parameterCount(), written);
  }

  private static String written(TokenModel model, Tokenizer letters, Seed seed) {
    List<TokenModel.Prompt> marks =
        IntStream.range(0, WRITTEN)
            .mapToObj(i -> TokenModel.Prompt.of(seed.at(i), letters.size()))
            .toList();
    List<String> names = new ArrayList<>();
    OptionalLong end = OptionalLong.of(letters.size());
    for (Tensor ids : model.generate(marks, 12, Sampling.plain(), end, (prompt, id) -> {})) {
      StringBuilder name = new StringBuilder();
      for (long id : ids.toLongs()) {
        name.append(id == letters.size() ? "" : letters.decode((int) id));
      }
      names.add(name.toString());
    }
    return String.join(", ", names);
  }

  private static Findings findings(
      Names names, int vocabulary, double pairs, List<Model> models, List<Learned> learned) {
    Table table =
        Table.of(
            "The loss of a letter of unseen names",
            "model",
            "it looks at",
            "numbers",
            "loss",
            "perplexity",
            "it made up");
    double uniform = StrictMath.log(vocabulary);
    Findings.Builder findings =
        Findings.builder().number("uniform", uniform).number("pairs", pairs);
    table = row(table, "guessing", "nothing", 0, uniform, "");
    table =
        row(table, "counts of pairs", "the last one", (long) vocabulary * vocabulary, pairs, "");
    for (int i = 0; i < models.size(); i++) {
      Model model = models.get(i);
      Learned found = learned.get(i);
      findings.number(model.key(), found.end());
      table =
          row(table, model.name(), model.sees(), found.parameters(), found.end(), found.written());
    }
    names.entropy().ifPresent(least -> findings.number("source", least));
    findings.say(
        "Of %,d %s a letter costs %.3f by counts of pairs, %.3f by an MLP that sees three, %.3f by"
            + " an RNN, %.3f by an LSTM and %.3f by a transformer; guessing among %d would cost ln"
            + " %d = %.3f.",
        names.all().size(),
        names.of(),
        pairs,
        learned.get(0).end(),
        learned.get(1).end(),
        learned.get(2).end(),
        learned.get(3).end(),
        vocabulary,
        vocabulary,
        uniform);
    names
        .entropy()
        .ifPresent(least ->
            findings.say(
                "These names are drawn by a rule, under which a letter costs %.3f: no model can do"
                    + " better. Their vowels agree and the last letter is the first, which only a"
                    + " model that looks at all letters can know.",
                least));
    return findings
        .table(table)
        .figure(
            "losses",
            curves(models, learned, pairs),
            "The loss on unseen names after each epoch; counts of pairs need no epochs.")
        .build();
  }

  private static Table row(
      Table table, String name, String sees, long numbers, double loss, String written) {
    return table.row(
        name,
        sees,
        String.format(Locale.ROOT, "%,d", numbers),
        String.format(Locale.ROOT, "%.3f", loss),
        String.format(Locale.ROOT, "%.2f", StrictMath.exp(loss)),
        written);
  }

  private static Figure curves(List<Model> models, List<Learned> learned, double pairs) {
    Chart chart = Chart.of("Spelling unseen names", "epoch", "loss of a letter").wholeX();
    for (int i = 0; i < models.size(); i++) {
      double[] losses = learned.get(i).losses();
      double[] epochs = IntStream.rangeClosed(1, losses.length).mapToDouble(e -> e).toArray();
      chart = chart.line(models.get(i).name(), epochs, losses);
    }
    return chart.horizontal("counts of pairs", pairs).size(560, 340).figure();
  }
}

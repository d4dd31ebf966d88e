package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.explain.AttentionRollout;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Mode;
import org.atled.nn.inspect.AttentionMaps;
import org.atled.nn.layer.GPT;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.plot.HeatMap;
import org.atled.plot.ImageGrid;

/**
 * What attention looks at, in a task in which it is known what must be looked at. Letters drawn at
 * random are followed by the same letters again; a small transformer says each next one. In the
 * second half it can be right, and then only if it looks at the one letter to be copied. Its heads
 * are held against that, and so is what rollout makes of all layers together (Abnar and Zuidema,
 * "Quantifying attention flow in transformers", 2020); and letters that it looks at are replaced,
 * since a map alone does not say that what it shows is used (Jain and Wallace, "Attention is not
 * explanation", 2019).
 */
public final class CopyingAttention implements Experiment {
  private static final int LETTERS = 12;
  private static final int HALF = 8;
  private static final int STEPS = 2 * HALF - 1; // the last letter is not read, only said
  private static final int LAYERS = 2;
  private static final int HEADS = 2;
  private static final int WIDTH = 32;
  private static final int BATCH = 64;
  private static final double RATE = 0.005;

  /** How much is done. */
  record Size(int steps, int asked, int seeds) {}

  /**
   * What was found with one seed.
   *
   * @param accuracy in the second half
   * @param head the greatest weight of a head on the letter to be copied, mean over places
   * @param fresh the same before any training
   * @param rollout the share of the letter to be copied, of all layers together
   * @param follows how often the answer is another letter that was put in its place
   * @param stays how often the answer is right after another letter of the first half was replaced
   */
  private record Found(
      double accuracy, double head, double fresh, double rollout, double follows, double stays) {}

  @Override
  public String name() {
    return "attention-maps";
  }

  @Override
  public String title() {
    return "What attention looks at: a transformer that copies, its heads and their rollout";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(400, 200, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(300, 100, 1));
  }

  Findings run(Seed seed, Size size) {
    GPT gpt = new GPT(GPT.Config.of(LETTERS, STEPS, WIDTH, LAYERS).withHeads(HEADS));
    List<Found> all = new ArrayList<>();
    List<double[][]> heads = new ArrayList<>();
    double[][] rolled = {};
    for (int s = 0; s < size.seeds(); s++) {
      Seed own = seed.at(s);
      gpt.initialize(own.at("weights"));
      long[][] asked = drawn(size.asked(), own.at("asked").draws());
      double fresh = best(maps(gpt, Tensor.of(asked).slice(1, 0, STEPS)));
      train(gpt, size.steps(), own);
      Tensor read = Tensor.of(asked).slice(1, 0, STEPS);
      AttentionMaps maps = maps(gpt, read);
      Tensor shares = AttentionRollout.of(maps.weights()).shares();
      all.add(
          new Found(
              accuracy(gpt, asked),
              best(maps),
              fresh,
              onCopied(shares),
              replaced(gpt, asked, 0),
              replaced(gpt, asked, HALF / 2)));
      if (s == 0) {
        maps.weights()
            .forEach(weights ->
                IntStream.range(0, HEADS).forEach(h -> heads.add(matrix(weights.select(1, h)))));
        rolled = matrix(shares);
      }
    }
    return findings(all, heads, rolled);
  }

  /** Letters, and the same again, [count][2·half]. */
  private static long[][] drawn(int count, Draws draws) {
    long[][] all = new long[count][2 * HALF];
    for (long[] one : all) {
      for (int i = 0; i < HALF; i++) {
        one[i] = draws.below(LETTERS);
        one[HALF + i] = one[i];
      }
    }
    return all;
  }

  /** Only the second half is learned: of the first nobody can know the next letter. */
  private static void train(GPT gpt, int steps, Seed seed) {
    List<Parameter> parameters = gpt.parameters();
    Optimizer optimizer = Adam.withLearningRate(RATE).over(parameters);
    Compiled step =
        Compiled.of(in -> {
          Tensor logits = gpt.apply(in.get(0)).slice(1, HALF - 1, STEPS);
          Tensor loss = new CrossEntropyLoss().of(logits.flatten(0, 1), in.get(1).flatten(0, 1));
          optimizer.step(Autograd.gradients(loss, parameters));
          return List.of(loss);
        });
    for (int i = 0; i < steps; i++) {
      Tensor all = Tensor.of(drawn(BATCH, seed.at("batch").at(i).draws()));
      step.run(all.slice(1, 0, STEPS).copy(), all.slice(1, HALF, 2 * HALF).copy());
    }
  }

  private static AttentionMaps maps(GPT gpt, Tensor ids) {
    AttentionMaps maps = new AttentionMaps();
    Autograd.noGrad(() -> gpt.apply(ids, Mode.evaluation().observedBy(maps)));
    return maps;
  }

  /** Of the head that looks there most. */
  private static double best(AttentionMaps maps) {
    double best = 0;
    for (Tensor weights : maps.weights()) {
      for (int h = 0; h < HEADS; h++) {
        best = Math.max(best, onCopied(weights.select(1, h)));
      }
    }
    return best;
  }

  /**
   * The mean weight on the letter to be copied: where letter HALF − 1 + i is read, the next is
   * letter i again.
   *
   * @param weights [n, steps, steps]
   */
  private static double onCopied(Tensor weights) {
    double sum = 0;
    for (int i = 0; i < HALF; i++) {
      sum += weights.select(1, HALF - 1 + i).select(1, i).mean().item();
    }
    return sum / HALF;
  }

  /** The share of letters in the second half that are said as they were at first. */
  private static double accuracy(GPT gpt, long[][] asked) {
    long[] said = said(gpt, asked);
    int right = 0;
    for (int i = 0; i < said.length; i++) {
      right += said[i] == asked[i / HALF][i % HALF] ? 1 : 0;
    }
    return (double) right / said.length;
  }

  /** The letters that are said of the second half, [count·half]. */
  private static long[] said(GPT gpt, long[][] asked) {
    Tensor read = Tensor.of(asked).slice(1, 0, STEPS);
    return Autograd.noGrad(() -> gpt.apply(read).slice(1, HALF - 1, STEPS).argmax(2).flatten(0))
        .toLongs();
  }

  /**
   * Puts another letter in the place of one of the first half, and looks what is said of a letter
   * of the second.
   *
   * @param away of the letter to be copied, in a circle
   * @return the share of answers that are the letter that now stands where it is to be copied from
   */
  private static double replaced(GPT gpt, long[][] asked, int away) {
    int right = 0;
    for (int i = 0; i < HALF; i++) {
      int changed = (i + away) % HALF;
      long[][] read = Arrays.stream(asked).map(long[]::clone).toArray(long[][]::new);
      for (long[] one : read) {
        one[changed] = (one[changed] + 1) % LETTERS;
      }
      long[] said = said(gpt, read);
      for (int n = 0; n < read.length; n++) {
        right += said[n * HALF + i] == read[n][i] ? 1 : 0;
      }
    }
    return (double) right / (HALF * asked.length);
  }

  /** The mean over the batch. */
  private static double[][] matrix(Tensor weights) {
    double[] mean = weights.mean(0).toDoubles();
    return IntStream.range(0, STEPS)
        .mapToObj(row -> Arrays.copyOfRange(mean, row * STEPS, (row + 1) * STEPS))
        .toArray(double[][]::new);
  }

  private static Findings findings(List<Found> all, List<double[][]> heads, double[][] rolled) {
    double accuracy = median(all, Found::accuracy);
    double head = median(all, Found::head);
    double fresh = median(all, Found::fresh);
    double rollout = median(all, Found::rollout);
    double follows = median(all, Found::follows);
    double stays = median(all, Found::stays);
    ImageGrid grid =
        ImageGrid.of("Each row is a letter that is read, its columns are those it looks at", 4);
    for (int i = 0; i < heads.size(); i++) {
      grid = grid.image(heads.get(i), "layer %d, head %d".formatted(1 + i / HEADS, 1 + i % HEADS));
    }
    String[] places =
        IntStream.range(0, STEPS)
            .mapToObj(i -> i < HALF ? "letter " + (i + 1) : "again " + (i - HALF + 1))
            .toArray(String[]::new);
    return Findings.builder()
        .say(
            "A transformer of %d layers and %d heads that reads %d letters and then the same again"
                + " says %.1f %% of the second half right; guessing says %.1f %%.",
            LAYERS, HEADS, HALF, 100 * accuracy, 100.0 / LETTERS)
        .say(
            "The head that looks there most gives the letter to be copied a weight of %.2f, before"
                + " training %.2f; of all layers together rollout gives it %.2f, since it counts"
                + " half of each layer, and all heads alike, whatever they are used for.",
            head, fresh, rollout)
        .say(
            "That it is used shows when another letter stands in its place: in %.1f %% that letter"
                + " is said. With another letter of the first half replaced, %.1f %% of the answers"
                + " are right.",
            100 * follows, 100 * stays)
        .number("accuracy", accuracy)
        .number("head", head)
        .number("head-before-training", fresh)
        .number("rollout", rollout)
        .number("follows", follows)
        .number("stays", stays)
        .table(
            Table.of("Medians of " + all.size() + " seeds", "what", "share")
                .row("right in the second half", text(accuracy))
                .row("weight on the letter to be copied, best head", text(head))
                .row("the same before training", text(fresh))
                .row("its share by rollout", text(rollout))
                .row("the answer follows it", text(follows))
                .row("right when another is replaced", text(stays)))
        .figure(
            "heads",
            grid.figure(),
            "The first seed, means over many draws of letters: white is"
                + " much. A head that copies shows a line that lies "
                + (HALF - 1)
                + " places beside the diagonal, in the lower half.")
        .figure(
            "rollout",
            HeatMap.of(
                    "Rollout of all layers",
                    "letter that is read",
                    "place where the next is said",
                    rolled)
                .xTicks(places)
                .yTicks(places)
                .valueLabel("share of the row")
                .figure(),
            "Rows add up to 1. The diagonal is what rollout gives each letter for itself.")
        .build();
  }

  private static double median(List<Found> all, ToDoubleFunction<Found> number) {
    return Spread.median(all.stream().mapToDouble(number).toArray());
  }

  private static String text(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }
}

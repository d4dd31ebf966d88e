package org.atled.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.Task;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;
import org.atled.plot.LearningCurves;
import org.atled.plot.ModelFigures.Named;
import org.atled.plot.Panels;
import org.atled.plot.Tiles;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;

/**
 * What can be drawn of a saved generative model: how its losses went, what it makes, and what it
 * makes it from.
 */
public final class GenerativeFigures {
  private static final int MADE = 40;
  private static final int WALK = 9;
  private static final int POINTS = 800;

  /** Codes from −2 to 2 standard deviations. */
  private static final double REACH = 2;

  private final SavedModel saved;
  private final List<EpochReport> history;
  private final Optional<Dataset> test;
  private final Seed seed = Seed.of(0).at("figures");

  private GenerativeFigures(SavedModel saved, List<EpochReport> history, Optional<Dataset> test) {
    this.saved = saved;
    this.history = List.copyOf(history);
    this.test = test;
  }

  /**
   * Figures of a model.
   *
   * @param test examples that it did not learn from, for its codes of them
   */
  public static List<Named> of(
      SavedModel saved, List<EpochReport> history, Optional<Dataset> test) {
    return new GenerativeFigures(saved, history, test).all();
  }

  private List<Named> all() {
    List<Named> all = new ArrayList<>();
    String name = saved.info().name();
    if (!history.isEmpty()) {
      all.add(new Named("learning-curves", LearningCurves.of("Learning " + name, history)));
    }
    boolean images = saved.info().input().rank() == 3;
    switch (saved.module()) {
      case Autoencoder model when images -> test.ifPresent(data -> all.add(restored(model, data)));
      case VariationalAutoencoder model -> {
        if (images) {
          all.add(new Named("samples", made(model, Wish.of(MADE), "Made of codes at random")));
          if (model.latent() == 2) {
            all.add(new Named("plane", plane(model)));
          }
          test.ifPresent(data -> all.add(new Named("walks", walks(model, data))));
        } else {
          test.ifPresent(data -> all.add(new Named("samples", points(model, data))));
        }
        if (model.latent() > 1) {
          test.ifPresent(data -> all.add(new Named("codes", codes(model, data))));
        }
      }
      case Diffusion model -> {
        if (images) {
          all.add(new Named("samples", made(model, Wish.of(MADE), "Made of noise")));
          all.add(new Named("steps", steps(model)));
        } else {
          test.ifPresent(data -> all.add(new Named("samples", points(model, data))));
          if (model.example().equals(Shape.of(2))) {
            all.add(new Named("paths", paths(model, seed)));
            all.add(new Named("field", field(model)));
          }
        }
      }
      case Generative model -> {
        if (images) {
          all.add(new Named("samples", made(model, Wish.of(MADE), "Made of noise")));
        } else {
          test.ifPresent(data -> all.add(new Named("samples", points(model, data))));
        }
      }
      default -> {
        // Nothing else is known of it.
      }
    }
    return all;
  }

  private static ImageGrid with(ImageGrid grid, Tensor images, List<String> captions) {
    ImageGrid more = grid;
    int i = 0;
    for (double[][][] image : Tiles.coloured(images)) {
      more = more.image(image, captions.get(i++));
    }
    return more;
  }

  private Figure made(Generative model, Wish wish, String title) {
    List<String> classes =
        saved.info().task() instanceof Task.Classification(List<String> names) ? names : List.of();
    List<String> captions = new ArrayList<>();
    for (int i = 0; i < wish.count(); i++) {
      captions.add(model.classes() > 0 ? "asked for " + classes.get(i % model.classes()) : "");
    }
    Tensor made = model.generate(wish, seed);
    return with(ImageGrid.of(title, 10), made, captions).figure();
  }

  private Named restored(Autoencoder model, Dataset data) {
    Tensor x = data.spread(16).x();
    Tensor back = Autograd.noGrad(() -> model.reconstruct(x));
    List<String> captions = new ArrayList<>();
    List<Tensor> rows = new ArrayList<>();
    for (int from = 0; from < x.shape().size(0); from += 8) {
      long to = Math.min(x.shape().size(0), from + 8L);
      rows.add(x.slice(0, from, to));
      rows.add(back.slice(0, from, to));
      for (String word : List.of("as it is", "restored")) {
        captions.addAll(Collections.nCopies((int) to - from, word));
      }
    }
    Tensor all = Structure.concat(0, rows.toArray(Tensor[]::new));
    return new Named(
        "restored", with(ImageGrid.of("Through the code and back", 8), all, captions).figure());
  }

  /**
   * What lies where in a plane of codes.
   *
   * @param model of images, with codes of 2 numbers
   */
  public static Figure plane(VariationalAutoencoder model) {
    int side = 13;
    float[] codes = new float[side * side * 2];
    for (int i = 0; i < side * side; i++) {
      codes[2 * i] = (float) (REACH * (2.0 * (i % side) / (side - 1) - 1));
      codes[2 * i + 1] = (float) (REACH * (1 - 2.0 * (i / side) / (side - 1)));
    }
    Tensor images = Autograd.noGrad(() -> model.decode(Tensor.of(codes, side * side, 2)));
    List<String> captions = Collections.nCopies(side * side, "");
    return with(ImageGrid.of("The plane of codes, from −2 to 2", side), images, captions).figure();
  }

  /** Straight ways between the codes of two examples. */
  private static Figure walks(VariationalAutoencoder model, Dataset data) {
    Tensor x = data.spread(12).x();
    Tensor codes = Autograd.noGrad(() -> model.encode(x).mean());
    List<Tensor> all = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (int walk = 0; walk + 1 < Math.min(12, codes.shape().size(0)); walk += 2) {
      for (int i = 0; i < WALK; i++) {
        double share = (double) i / (WALK - 1);
        all.add(codes.get(walk).mul(1 - share).add(codes.get(walk + 1L).mul(share)));
        captions.add(i == 0 ? "from" : i == WALK - 1 ? "to" : "");
      }
    }
    Tensor images =
        Autograd.noGrad(() -> model.decode(Structure.stack(0, all.toArray(Tensor[]::new))));
    return with(ImageGrid.of("Walks from code to code", WALK), images, captions).figure();
  }

  /** Where the codes of examples lie, by the two of their numbers that vary most. */
  private Figure codes(VariationalAutoencoder model, Dataset data) {
    Batch batch = data.spread(POINTS);
    Tensor means = Autograd.noGrad(() -> model.encode(batch.x()).mean());
    long[] most =
        model.latent() == 2 ? new long[] {0, 1} : means.var(0).topK(2, 0).indices().toLongs();
    double[] xs = means.select(1, most[0]).toDoubles();
    double[] ys = means.select(1, most[1]).toDoubles();
    String title =
        "Where the codes of %s lie%s"
            .formatted(
                data.info().name(),
                model.latent() == 2 ? "" : ": the two of " + model.latent() + " that vary most");
    Chart chart = Chart.of(title, "code " + most[0], "code " + most[1]).size(620, 560);
    if (!(data.info().task() instanceof Task.Classification(List<String> classes))) {
      return chart.points("examples", xs, ys).figure();
    }
    long[] labels = batch.y().toLongs();
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      int[] at = IntStream.range(0, xs.length).filter(i -> labels[i] == label).toArray();
      if (at.length > 0) {
        chart =
            chart.points(
                classes.get(c),
                Arrays.stream(at).mapToDouble(i -> xs[i]).toArray(),
                Arrays.stream(at).mapToDouble(i -> ys[i]).toArray());
      }
    }
    return chart.figure();
  }

  /** How images come out of noise, a class a row. */
  private Figure steps(Diffusion model) {
    int rows = Math.min(5, Math.max(1, model.classes()));
    List<Tensor> way = model.way(Wish.of(rows), seed);
    List<Tensor> all = new ArrayList<>();
    List<String> captions = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < WALK; i++) {
        int at = i * (way.size() - 1) / (WALK - 1);
        Tensor x = way.get(at).get(row);
        all.add(at == way.size() - 1 ? x : x.div(6.0).add(0.5).clip(0.0, 1.0));
        captions.add("step " + at);
      }
    }
    Tensor images = Structure.stack(0, all.toArray(Tensor[]::new));
    return with(ImageGrid.of("From noise to image", WALK), images, captions).figure();
  }

  private Figure points(Generative model, Dataset data) {
    Tensor real = data.spread(POINTS).x();
    Tensor made = model.generate(Wish.of(POINTS), seed);
    return Chart.of("What was learned and what is made", "x", "y")
        .equalAxes()
        .points("real", column(real, 0), column(real, 1))
        .points("made", column(made, 0), column(made, 1))
        .figure();
  }

  private static double[] column(Tensor points, int at) {
    return points.select(1, at).toDoubles();
  }

  /**
   * The ways of points from noise, with where they end.
   *
   * @param model of points of the plane
   */
  public static Figure paths(Diffusion model, Seed seed) {
    int count = 40;
    List<Tensor> way = model.way(Wish.of(count), seed);
    Chart chart = Chart.of("The ways of %d points".formatted(count), "x", "y").equalAxes();
    for (int i = 0; i < count; i++) {
      int point = i;
      double[] xs = way.stream().mapToDouble(x -> x.get(point).get(0).item()).toArray();
      double[] ys = way.stream().mapToDouble(x -> x.get(point).get(1).item()).toArray();
      chart = chart.line("way", xs, ys);
    }
    Tensor last = way.getLast();
    return chart.points("end", column(last, 0), column(last, 1)).figure();
  }

  /**
   * Where the noise points at a few steps: each stroke begins at a place and leads down the noise.
   *
   * @param model of points of the plane
   */
  public static Figure field(Diffusion model) {
    int side = 13;
    double reach = 2.5;
    float[] places = new float[side * side * 2];
    for (int i = 0; i < side * side; i++) {
      places[2 * i] = (float) (reach * (2.0 * (i % side) / (side - 1) - 1));
      places[2 * i + 1] = (float) (reach * (2.0 * (i / side) / (side - 1) - 1));
    }
    Tensor x = Tensor.of(places, side * side, 2);
    List<Figure> panels = new ArrayList<>();
    for (double share : new double[] {0.02, 0.25, 0.6}) {
      int step = (int) (share * (model.steps() - 1));
      Tensor noise = model.field(x, step, Optional.empty());
      Chart chart = Chart.of("Step " + step, "x", "y").equalAxes().size(360, 360);
      double stroke = 0.9 * 2 * reach / (side - 1);
      for (int i = 0; i < side * side; i++) {
        double dx = noise.get(i).get(0).item();
        double dy = noise.get(i).get(1).item();
        double scale = stroke / Math.max(1, Math.sqrt(dx * dx + dy * dy));
        double fromX = places[2 * i];
        double fromY = places[2 * i + 1];
        chart =
            chart.line(
                "against the noise",
                new double[] {fromX, fromX - scale * dx},
                new double[] {fromY, fromY - scale * dy});
      }
      chart = chart.points("place", x.select(1, 0).toDoubles(), x.select(1, 1).toDoubles());
      panels.add(chart.figure());
    }
    return Panels.of(
        "Against the noise, step by step", panels.size(), panels.toArray(Figure[]::new));
  }
}

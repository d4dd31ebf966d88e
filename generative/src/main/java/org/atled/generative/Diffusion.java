package org.atled.generative;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Pending;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/**
 * Diffusion: x becomes x_t = √ᾱ_t·x + √(1 − ᾱ_t)·ε step by step, until at T nothing but noise is
 * left (Ho, Jain and Abbeel 2020, eq. 4), and a network learns to find v = √ᾱ_t·ε − √(1 − ᾱ_t)·x in
 * x_t by the loss mean(v̂ − v)² (Salimans and Ho 2022, appendix D). From noise it then goes back.
 *
 * <p>v gives both sides of x_t: ε̂ = √ᾱ_t·v̂ + √(1 − ᾱ_t)·x_t and x̂ = √ᾱ_t·x_t − √(1 − ᾱ_t)·v̂.
 * The loss is Ho's mean(ε̂ − ε)² divided by ᾱ_t: where nearly all is noise, to find ε is no art,
 * and to find x, which an error of ε̂ would be in there times thousands, counts.
 *
 * <p>A step back from t to s gives √ᾱ_s·x̂ + √(1 − ᾱ_s − σ²)·ε̂ + σ·z with σ = η·√((1 − ᾱ_s)/(1 −
 * ᾱ_t))·√(1 − ᾱ_t/ᾱ_s), z ~ N(0, I): with η = 1 through all steps this is DDPM, with η = 0 DDIM,
 * which may leave steps out (Song, Meng and Ermon 2021, eq. 12 and 16).
 *
 * <p>x̂ is brought to what the data can be: images to their bounds, other data to the least and the
 * greatest of each number that was learned from.
 *
 * <p>With classes, some examples learn without being told theirs, and v̂ = v̂(none) + g·(v̂(class)
 * − v̂(none)) with guidance g, which is 1 + w of Ho and Salimans 2022, eq. 6.
 */
public final class Diffusion extends Module implements Generative {
  /** Made at once. */
  private static final int BATCH = 64;

  /** Steps when nobody says how many. */
  public static final int STEPS = 50;

  /**
   * Guidance to a class when nobody says how strong. Of digits made after three epochs a classifier
   * names 90 % as asked at 1, 98 % at 1.5 and 99 % at 2, in which they vary less.
   */
  public static final double GUIDANCE = 1.5;

  /**
   * What it is made from.
   *
   * @param denoiser tells data and noise apart
   * @param example the sizes of one example
   * @param scaling of the data
   * @param schedule of the noise
   * @param steps T
   * @param classes how many the denoiser is told, 0 for none
   * @param untold the share of examples that learn without their class, for guidance
   */
  public record Config(
      Denoiser denoiser,
      List<Long> example,
      Scaling scaling,
      NoiseSchedule schedule,
      int steps,
      int classes,
      double untold) {
    public Config {
      example = List.copyOf(example);
      if (steps < 2 || classes < 0 || !(untold >= 0 && untold < 1)) {
        throw new ArgumentException(
            "Diffusion: takes at least 2 steps, classes of at least 0 and a share untold from 0 to below 1, not %d, %d and %s."
                .formatted(steps, classes, untold));
      }
    }
  }

  private final Config config;
  private final Denoiser denoiser;
  private final double[] kept;

  /** Of data without bounds, what was seen of each number. */
  private final Optional<Range> range;

  /** The least and the greatest, of the shape of an example; infinite before a step is taken. */
  private record Range(Buffer least, Buffer greatest) {
    void see(Tensor x) {
      Autograd.noGrad(() -> {
        least.copyInto(least.value().minimum(x.min(0)));
        greatest.copyInto(greatest.value().maximum(x.max(0)));
        return this;
      });
    }

    Tensor bring(Tensor x) {
      boolean isKnown = Double.isFinite(greatest.value().sub(least.value()).sum().item());
      return isKnown ? x.clip(least.value(), greatest.value()) : x;
    }
  }

  public Diffusion(Config config) {
    this.config = config;
    denoiser = child("denoiser", config.denoiser());
    kept = config.schedule().kept(config.steps());
    TensorType each = new TensorType(DType.FLOAT32, example());
    range =
        config.scaling().bounded()
            ? Optional.empty()
            : Optional.of(
                new Range(
                    buffer("least", Tensor.full(each, Double.POSITIVE_INFINITY)),
                    buffer("greatest", Tensor.full(each, Double.NEGATIVE_INFINITY))));
  }

  /**
   * mean(v̂ − v)² at steps and noise that are drawn anew.
   *
   * @param x data [batch, …]
   * @param labels their classes, int64 [batch]; not looked at if there are none
   */
  public Tensor loss(Tensor x, Tensor labels, Mode mode) {
    return call(
        mode,
        () -> {
          long batch = x.shape().size(0);
          Tensor steps =
              Noise.uniform(mode, this::draws, Shape.of(batch))
                  .mul(config.steps())
                  .floor()
                  .to(DType.INT64)
                  .clampMax(config.steps() - 1L);
          Tensor noise = Noise.normal(mode, this::draws, x.shape());
          Tensor share = Tensor.of(this.kept).to(DType.FLOAT32).take(steps).reshape(ones(x, batch));
          Tensor scaled = config.scaling().of(x);
          Tensor kept = share.sqrt();
          Tensor lost = share.neg().add(1.0).sqrt();
          Tensor noisy = scaled.mul(kept).add(noise.mul(lost));
          Tensor velocity = noise.mul(kept).sub(scaled.mul(lost));
          Tensor told = labels;
          if (config.classes() > 0 && config.untold() > 0 && mode instanceof Mode.Training) {
            Tensor dropped = Noise.uniform(mode, this::draws, Shape.of(batch)).lt(config.untold());
            told = dropped.where((long) config.classes(), labels);
          }
          Tensor loss = denoiser.apply(noisy, steps, told, mode).mseLoss(velocity);
          return range.isPresent() && mode instanceof Mode.Training
              ? Pending.tie(loss, () -> range.get().see(scaled.detach()))
              : loss;
        });
  }

  /** [batch, 1, …], of as many axes as x. */
  private static Shape ones(Tensor x, long batch) {
    Shape shape = Shape.of(batch);
    for (int axis = 1; axis < x.shape().rank(); axis++) {
      shape = shape.concat(Shape.of(1));
    }
    return shape;
  }

  @Override
  public Shape example() {
    return Shape.of(config.example().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public int classes() {
    return config.classes();
  }

  /** T: how many steps there are to choose from. */
  public int steps() {
    return config.steps();
  }

  @Override
  public Tensor generate(Wish wish, Seed seed) {
    return way(wish, seed).getLast();
  }

  /**
   * The way from noise to examples: what {@link #generate} gives is its end.
   *
   * @return after each step [count, …], noise first, as the network takes it; the last, the
   *     examples, on the scale of the data
   * @throws ArgumentException if a class or guidance is wished that the model does not know, or
   *     more steps than it has
   */
  public List<Tensor> way(Wish wish, Seed seed) {
    check(wish);
    int steps = wish.steps().orElse(Math.min(STEPS, config.steps()));
    List<List<Tensor>> parts = new ArrayList<>();
    Compiled step = Compiled.of(in -> List.of(guided(in.get(0), in.get(1), in.get(2), wish)));
    Autograd.noGrad(() -> {
      for (int from = 0; from < wish.count(); from += BATCH) {
        parts.add(part(step, wish, steps, seed, from, Math.min(wish.count(), from + BATCH)));
      }
      return parts;
    });
    List<Tensor> way = new ArrayList<>();
    for (int i = 0; i <= steps; i++) {
      int at = i;
      Tensor all =
          Structure.concat(0, parts.stream().map(part -> part.get(at)).toArray(Tensor[]::new));
      way.add(i == steps ? config.scaling().undone(all) : all);
    }
    return way;
  }

  private void check(Wish wish) {
    if (config.classes() == 0 && (wish.label().isPresent() || wish.guidance().isPresent())) {
      throw new ArgumentException(
          "The diffusion model was trained without classes, so that %s cannot be asked of it; leave it out, or train one on data with classes."
              .formatted(wish.label().isPresent() ? "a class" : "guidance to one"));
    }
    if (wish.guidance().orElse(1.0) != 1 && config.untold() == 0) {
      throw new ArgumentException(
          "The diffusion model was told the class of every example, and so learned nothing without"
              + " one, from which guidance leads away; leave it out, or train with a share untold,"
              + " such as 0.1.");
    }
    Generative.requireClass(wish, config.classes());
    if (wish.steps().orElse(1) > config.steps()) {
      throw new ArgumentException(
          "The steps are %d but the model learned %d, of which only some can be left out."
              .formatted(wish.steps().orElseThrow(), config.steps()));
    }
  }

  private List<Tensor> part(Compiled step, Wish wish, int steps, Seed seed, int from, int to) {
    Shape each = example();
    double eta = wish.eta().orElse(0.0);
    Tensor x = Noise.ofExamples(seed.at("start"), from, to, each);
    // What is told where there are no classes is not looked at.
    Tensor labels = Generative.asked(wish, Math.max(1, config.classes()), from, to);
    List<Tensor> way = new ArrayList<>(List.of(x));
    for (int i = steps - 1; i >= 0; i--) {
      int t = place(i, steps);
      double share = kept[t];
      double next = i == 0 ? 1 : kept[place(i - 1, steps)];
      Tensor velocity = step.run(x, Tensor.full(DType.INT64, t, to - from), labels).getFirst();
      double kept = Math.sqrt(share);
      double lost = Math.sqrt(1 - share);
      Tensor found = brought(x.mul(kept).sub(velocity.mul(lost)));
      Tensor noise = x.sub(found.mul(kept)).div(lost);
      double sigma = eta * Math.sqrt((1 - next) / (1 - share)) * Math.sqrt(1 - share / next);
      x =
          found
              .mul(Math.sqrt(next))
              .add(noise.mul(Math.sqrt(Math.max(0, 1 - next - sigma * sigma))));
      if (sigma > 0) {
        x = x.add(Noise.ofExamples(seed.at("step").at(i), from, to, each).mul(sigma));
      }
      way.add(x);
    }
    return way;
  }

  /** What lies outside cannot be the data: Ho et al.'s program brings images in too. */
  private Tensor brought(Tensor found) {
    return range.map(seen -> seen.bring(found)).orElseGet(() -> found.clip(-1.0, 1.0));
  }

  /** The i-th of some of the steps, the last always among them. */
  private int place(int i, int steps) {
    return (int) ((i + 1L) * config.steps() / steps) - 1;
  }

  private Tensor guided(Tensor x, Tensor steps, Tensor labels, Wish wish) {
    double guidance = wish.guidance().orElse(config.untold() > 0 ? GUIDANCE : 1);
    Mode mode = Mode.evaluation();
    if (config.classes() == 0 || guidance == 1) {
      return denoiser.apply(x, steps, labels, mode);
    }
    long batch = x.shape().size(0);
    Tensor none = labels.fullLike(config.classes());
    Tensor both =
        denoiser.apply(
            Structure.concat(0, x, x),
            Structure.concat(0, steps, steps),
            Structure.concat(0, none, labels),
            mode);
    Tensor untold = both.slice(0, 0, batch);
    return untold.add(both.slice(0, batch, 2 * batch).sub(untold).mul(guidance));
  }

  /**
   * ε̂ of data at a step: the field that the way back follows.
   *
   * @param x [batch, …], scaled as the network takes it
   * @param step t, from 0
   * @param label the class, or none
   */
  public Tensor field(Tensor x, int step, Optional<Integer> label) {
    int batch = (int) x.shape().size(0);
    long told = label.orElse(config.classes());
    return Autograd.noGrad(() ->
        denoiser
            .apply(
                x,
                Tensor.full(DType.INT64, step, batch),
                Tensor.full(DType.INT64, told, batch),
                Mode.evaluation())
            .mul(Math.sqrt(kept[step]))
            .add(x.mul(Math.sqrt(1 - kept[step]))));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Diffusion(%s, %d steps, %s)"
        .formatted(denoiser, config.steps(), config.schedule().name().toLowerCase(Locale.ROOT));
  }
}

package org.atled.images.augment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;

/**
 * Images that are changed anew in each epoch: as a function of the seed, the epoch's number and the
 * example, whatever the batches and the threads. Outside of epochs, where they are looked at or
 * measured, images are as they are.
 *
 * <p>Augmentations of one image are done in their order, and mixtures after them. The other image
 * of a mixture is any of the data set, changed as it is in this epoch but not mixed; and targets
 * {@code y} are then the probabilities of the classes, FLOAT32 [B, classes] as {@link
 * org.atled.nn.loss.CrossEntropyLoss} takes them; of two classes that of the second, FLOAT32 [B,
 * 1], as {@link org.atled.nn.loss.BCEWithLogitsLoss} does.
 */
public final class AugmentedDataset implements Dataset {
  private final Dataset images;
  private final List<Augmentation> augmentations;
  private final Seed seed;
  private final boolean mixes;

  private AugmentedDataset(Dataset images, List<Augmentation> augmentations, Seed seed) {
    this.images = images;
    this.augmentations = List.copyOf(augmentations);
    this.seed = seed;
    this.mixes = augmentations.stream().anyMatch(each -> each instanceof Augmentation.OfTwo);
  }

  /**
   * A data set that is augmented in training.
   *
   * @param images of floats from 0 to 1, [1 or 3, height, width]
   * @throws ArgumentException if the examples are no images, or so small that a {@link Crop} may
   *     leave nothing of one, or are to be mixed and have no classes
   */
  public static AugmentedDataset of(
      Dataset images, Seed seed, List<? extends Augmentation> augmentations) {
    DatasetInfo info = images.info();
    Shape input = info.input();
    if (input.rank() != 3 || input.size(0) != 1 && input.size(0) != 3) {
      throw new ArgumentException(
          "\"%s\" has examples %s, but augmentations change images [1 or 3, height, width]."
              .formatted(info.name(), input));
    }
    if (info.scale().isMeasured() && (info.scale().least() < 0 || info.scale().greatest() > 1)) {
      throw new ArgumentException(
          "\"%s\" has numbers from %s to %s, but augmentations change pixels from 0 to 1; augment before normalizing."
              .formatted(info.name(), info.scale().least(), info.scale().greatest()));
    }
    for (Augmentation each : augmentations) {
      if (each instanceof Crop crop) {
        crop.check(input);
      }
    }
    var all = new AugmentedDataset(images, new ArrayList<>(augmentations), seed.at("augment"));
    if (all.mixes && !(info.task() instanceof Task.Classification)) {
      throw new ArgumentException(
          "\"%s\" has no classes, which images that are mixed need; leave out %s."
              .formatted(info.name(), Augmentations.text(all.augmentations)));
    }
    return all;
  }

  /** The same with the augmentations one by one. */
  public static AugmentedDataset of(Dataset images, Seed seed, Augmentation... augmentations) {
    return of(images, seed, Arrays.asList(augmentations));
  }

  @Override
  public DatasetInfo info() {
    return images.info();
  }

  @Override
  public int size() {
    return images.size();
  }

  /** As they are. */
  @Override
  public Batch batch(int... examples) {
    return images.batch(examples);
  }

  @Override
  public Dataset inEpoch(int epoch) {
    return new InEpoch(images.inEpoch(epoch), seed.at(epoch));
  }

  private final class InEpoch implements Dataset {
    private final Dataset images;
    private final Seed seed;

    InEpoch(Dataset images, Seed seed) {
      this.images = images;
      this.seed = seed;
    }

    @Override
    public DatasetInfo info() {
      return images.info();
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Batch batch(int... examples) {
      Batch plain = images.batch(examples);
      Picture[] changed = changed(plain, examples);
      if (!mixes) {
        return Batch.of(tensor(changed), plain.y(), plain.index());
      }
      int classes = ((Task.Classification) info().task()).classes().size();
      double[][] chances = chances(plain.y().toLongs(), classes);
      int[] partners = new int[examples.length];
      for (int i = 0; i < augmentations.size(); i++) {
        if (augmentations.get(i) instanceof Augmentation.OfTwo mixing) {
          int step = i;
          Arrays.setAll(
              partners, n -> place(examples[n], step).at("partner").draws().below(size()));
          Batch others = images.batch(partners);
          Picture[] partly = changed(others, partners);
          double[][] their = chances(others.y().toLongs(), classes);
          for (int n = 0; n < examples.length; n++) {
            Augmentation.Mixture mixed =
                mixing.of(changed[n], partly[n], place(examples[n], step).draws());
            changed[n] = mixed.image();
            for (int c = 0; c < classes; c++) {
              chances[n][c] = mixed.share() * chances[n][c] + (1 - mixed.share()) * their[n][c];
            }
          }
        }
      }
      return Batch.of(tensor(changed), targets(chances, classes), plain.index());
    }

    /** Where the draws of an example's step come from. */
    private Seed place(int example, int step) {
      return seed.at(example).at(step);
    }

    /** By all augmentations of one image; each image for itself, so that threads change nothing. */
    private Picture[] changed(Batch batch, int[] examples) {
      float[] all = batch.x().toFloats();
      Shape shape = info().input();
      int each = shape.elements();
      Picture[] pictures = new Picture[examples.length];
      IntStream.range(0, examples.length)
          .parallel()
          .forEach(n -> {
            float[] own = Arrays.copyOfRange(all, n * each, (n + 1) * each);
            Picture picture =
                new Picture(own, (int) shape.size(0), (int) shape.size(1), (int) shape.size(2));
            for (int i = 0; i < augmentations.size(); i++) {
              if (augmentations.get(i) instanceof Augmentation.OfOne change) {
                picture = change.of(picture, place(examples[n], i).draws());
              }
            }
            pictures[n] = picture;
          });
      return pictures;
    }

    private Tensor tensor(Picture[] pictures) {
      int each = info().input().elements();
      float[] all = new float[Math.multiplyExact(pictures.length, each)];
      for (int n = 0; n < pictures.length; n++) {
        System.arraycopy(pictures[n].values(), 0, all, n * each, each);
      }
      Shape shape = Shape.of(pictures.length).concat(info().input());
      return Tensor.wrap(new Storage.Float32(all), shape);
    }

    private static double[][] chances(long[] labels, int classes) {
      double[][] chances = new double[labels.length][classes];
      for (int n = 0; n < labels.length; n++) {
        chances[n][(int) labels[n]] = 1;
      }
      return chances;
    }

    private static Tensor targets(double[][] chances, int classes) {
      int columns = classes == 2 ? 1 : classes;
      float[] all = new float[chances.length * columns];
      for (int i = 0; i < all.length; i++) {
        double[] of = chances[i / columns];
        all[i] = (float) (classes == 2 ? of[1] : of[i % columns]);
      }
      return Tensor.wrap(new Storage.Float32(all), Shape.of(chances.length, columns));
    }
  }
}

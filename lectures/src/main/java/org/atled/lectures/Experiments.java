package org.atled.lectures;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.lectures.experiment.Activations;
import org.atled.lectures.experiment.Adversarial;
import org.atled.lectures.experiment.AdversarialRing;
import org.atled.lectures.experiment.AttentionByHand;
import org.atled.lectures.experiment.Autoencoders;
import org.atled.lectures.experiment.BatchNormalisation;
import org.atled.lectures.experiment.Capacity;
import org.atled.lectures.experiment.CharModel;
import org.atled.lectures.experiment.ConvIsMatmul;
import org.atled.lectures.experiment.ConvolutionalLayer;
import org.atled.lectures.experiment.CopyingAttention;
import org.atled.lectures.experiment.DeadRelu;
import org.atled.lectures.experiment.DescentPaths;
import org.atled.lectures.experiment.DiffusionOfDigits;
import org.atled.lectures.experiment.DiffusionOfPoints;
import org.atled.lectures.experiment.DoubleDescent;
import org.atled.lectures.experiment.DropoutEnsemble;
import org.atled.lectures.experiment.Features;
import org.atled.lectures.experiment.GradientCost;
import org.atled.lectures.experiment.Housing;
import org.atled.lectures.experiment.IdentityCollapses;
import org.atled.lectures.experiment.InputScale;
import org.atled.lectures.experiment.Interpret;
import org.atled.lectures.experiment.JacobianSizes;
import org.atled.lectures.experiment.Ladder;
import org.atled.lectures.experiment.LatentSpace;
import org.atled.lectures.experiment.LayerNormInvariance;
import org.atled.lectures.experiment.LeNet;
import org.atled.lectures.experiment.LearningRates;
import org.atled.lectures.experiment.LinearFails;
import org.atled.lectures.experiment.Outputs;
import org.atled.lectures.experiment.Overconfidence;
import org.atled.lectures.experiment.PoolingLayers;
import org.atled.lectures.experiment.Positions;
import org.atled.lectures.experiment.RandomFourier;
import org.atled.lectures.experiment.ReceptiveField;
import org.atled.lectures.experiment.Regularisation;
import org.atled.lectures.experiment.ResidualDepth;
import org.atled.lectures.experiment.ResidualImages;
import org.atled.lectures.experiment.RnnUnrolled;
import org.atled.lectures.experiment.Saliency;
import org.atled.lectures.experiment.Universal;
import org.atled.lectures.experiment.VShape;
import org.atled.lectures.experiment.Vanishing;
import org.atled.lectures.experiment.VanishingInTime;
import org.atled.lectures.experiment.WeightDecay;
import org.atled.lectures.experiment.WidthOrDepth;

/** The experiments that are known by name. */
public final class Experiments {
  private static final List<Experiment> ALL =
      inOrder(
          new Ladder(),
          new LinearFails(),
          new VShape(),
          new Activations(),
          new IdentityCollapses(),
          new Outputs(),
          new Universal(),
          new RandomFourier(),
          new WidthOrDepth(),
          new ResidualDepth(),
          new Capacity(),
          new Vanishing(),
          new DeadRelu(),
          new InputScale(),
          new LayerNormInvariance(),
          new BatchNormalisation(),
          new DescentPaths(),
          new LearningRates(),
          new Regularisation(),
          new WeightDecay(),
          new DropoutEnsemble(),
          new Overconfidence(),
          new JacobianSizes(),
          new GradientCost(),
          new ConvIsMatmul(),
          new ConvolutionalLayer(),
          new PoolingLayers(),
          new ReceptiveField(),
          new LeNet(),
          new ResidualImages(),
          new RnnUnrolled(),
          new VanishingInTime(),
          new AttentionByHand(),
          new Positions(),
          new CharModel(),
          new Features(),
          new Interpret(),
          new Housing(),
          new Autoencoders(),
          new LatentSpace(),
          new AdversarialRing(),
          new DiffusionOfPoints(),
          new DiffusionOfDigits(),
          new DoubleDescent(),
          new Saliency(),
          new CopyingAttention(),
          new Adversarial());

  private Experiments() {}

  private static List<Experiment> inOrder(Experiment... known) {
    return Stream.of(known).sorted(Comparator.comparing(Experiment::name, Course.order())).toList();
  }

  /** All of them, in the order of the course, from a line to models that make examples. */
  public static List<Experiment> all() {
    return ALL;
  }

  /**
   * The experiment with this name.
   *
   * @throws ArgumentException if there is none; it names those there are, and the nearest
   */
  public static Experiment named(String name) {
    return ALL.stream()
        .filter(experiment -> experiment.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private static ArgumentException unknown(String name) {
    List<String> names = ALL.stream().map(Experiment::name).toList();
    return new ArgumentException(
        "There is no lecture \""
            + name
            + "\"."
            + Spelling.guess(name, names)
            + " There are: "
            + String.join(", ", names)
            + ".");
  }
}

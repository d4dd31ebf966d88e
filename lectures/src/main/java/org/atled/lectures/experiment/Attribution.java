package org.atled.lectures.experiment;

import java.util.Arrays;
import org.atled.core.autograd.Autograd;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;

/**
 * Which pixels of images a network's answer depends on. Each method takes images x [n, side²] and
 * the classes [n] whose logits f are asked about, and gives a number for each pixel, [n, side²]. An
 * image depends on itself alone, so that the gradient of the sum of all f is that of each.
 *
 * @param network [n, side²] to logits [n, classes]
 * @param side of the images, whose paper is 0
 */
record Attribution(Layer network, int side) {
  /** Side of the square that occlusion wipes. */
  static final int PATCH = 5;

  /** f: the logit of each image's class, [n]. */
  Tensor logit(Tensor x, Tensor classes) {
    return network.apply(x).gather(1, classes.unsqueeze(1)).squeeze(1);
  }

  /** ∂f/∂x: how fast the logit changes with each pixel. */
  Tensor gradient(Tensor x, Tensor classes) {
    Tensor asked = x.requiresGrad();
    return Autograd.gradients(logit(asked, classes).sum(), asked).of(asked);
  }

  /** |∂f/∂x|: Simonyan, Vedaldi and Zisserman, "Deep inside convolutional networks", 2013. */
  Tensor saliency(Tensor x, Tensor classes) {
    return gradient(x, classes).abs();
  }

  /**
   * x ∘ ∫₀¹ ∂f/∂x (t·x) dt, the gradients on the way from blank paper to the image: Sundararajan,
   * Taly and Yan, "Axiomatic attribution for deep networks", 2017, eq. 1. By the fundamental
   * theorem of calculus its numbers add up to f(x) − f(0), which they call completeness. The
   * integral is taken by the midpoint rule.
   */
  Tensor integrated(Tensor x, Tensor classes, int steps) {
    Tensor sum = x.zerosLike();
    for (int i = 0; i < steps; i++) {
      sum = sum.add(gradient(x.mul((i + 0.5) / steps), classes));
    }
    return x.mul(sum.div(steps));
  }

  /**
   * How much the logit falls when a square of {@value #PATCH}×{@value #PATCH} pixels round a pixel
   * becomes blank paper: Zeiler and Fergus, "Visualizing and understanding convolutional networks",
   * 2014.
   */
  Tensor occlusion(Tensor x, Tensor classes) {
    return Autograd.noGrad(() -> {
      Tensor whole = logit(x, classes);
      Tensor[] falls = new Tensor[side * side];
      for (int pixel = 0; pixel < falls.length; pixel++) {
        Tensor covered = x.mul(Tensor.of(mask(pixel / side, pixel % side)));
        falls[pixel] = whole.sub(logit(covered, classes));
      }
      return Structure.stack(1, falls);
    });
  }

  /** 0 in the square round a pixel and 1 elsewhere. */
  private float[] mask(int row, int column) {
    float[] mask = new float[side * side];
    Arrays.fill(mask, 1);
    for (int i = Math.max(0, row - PATCH / 2); i <= Math.min(side - 1, row + PATCH / 2); i++) {
      for (int j = Math.max(0, column - PATCH / 2);
          j <= Math.min(side - 1, column + PATCH / 2);
          j++) {
        mask[i * side + j] = 0;
      }
    }
    return mask;
  }

  /**
   * The probability of the class after the pixels of most importance were wiped, mean over the
   * images: the faster it falls, the better the importance told what the network looks at.
   *
   * @param importance [n, side²]
   * @param wiped how many pixels, one number for each result
   */
  double[] deletion(Tensor x, Tensor classes, Tensor importance, int[] wiped) {
    int n = (int) x.shape().size(0);
    int pixels = side * side;
    double[] scores = importance.toDoubles();
    float[] values = x.toFloats();
    Integer[][] orders = new Integer[n][];
    for (int image = 0; image < n; image++) {
      int from = image * pixels;
      orders[image] = new Integer[pixels];
      Arrays.setAll(orders[image], i -> i);
      Arrays.sort(orders[image], (a, b) -> Double.compare(scores[from + b], scores[from + a]));
    }
    double[] means = new double[wiped.length];
    for (int k = 0; k < wiped.length; k++) {
      float[] left = values.clone();
      for (int image = 0; image < n; image++) {
        for (int i = 0; i < wiped[k]; i++) {
          left[image * pixels + orders[image][i]] = 0;
        }
      }
      Tensor covered = Tensor.of(left, n, pixels);
      means[k] =
          Autograd.noGrad(
                  () -> network.apply(covered).softmax(1).gather(1, classes.unsqueeze(1)).mean())
              .to(DType.FLOAT64)
              .item();
    }
    return means;
  }
}

package org.atled.nn.optim;

/**
 * One number moved by the rules as PyTorch's manual writes them, in double precision and in plain
 * Java: shares nothing with the rules under test.
 */
final class Reference {
  private final Rule rule;
  private double lr;
  private double p;
  private double first;
  private double second;
  private int t;

  Reference(Rule rule, double lr, double p) {
    this.rule = rule;
    this.lr = lr;
    this.p = p;
  }

  void learningRate(double next) {
    lr = next;
  }

  double step(double gradient) {
    t++;
    switch (rule) {
      case Sgd sgd -> {
        double d = gradient + sgd.weightDecay() * p;
        if (sgd.momentum() != 0) {
          first = t == 1 ? d : sgd.momentum() * first + (1 - sgd.dampening()) * d;
          d = sgd.nesterov() ? d + sgd.momentum() * first : first;
        }
        p -= lr * d;
      }
      case Adam a -> moments(gradient + a.weightDecay() * p, a.beta1(), a.beta2(), a.epsilon());
      case AdamW a -> {
        p -= lr * a.weightDecay() * p;
        moments(gradient, a.beta1(), a.beta2(), a.epsilon());
      }
      default -> throw new AssertionError(rule);
    }
    return p;
  }

  private void moments(double g, double beta1, double beta2, double epsilon) {
    first = beta1 * first + (1 - beta1) * g;
    second = beta2 * second + (1 - beta2) * g * g;
    double mean = first / (1 - Math.pow(beta1, t));
    double square = second / (1 - Math.pow(beta2, t));
    p -= lr * mean / (Math.sqrt(square) + epsilon);
  }
}

package org.atled.lectures.scalar;

/** What a neuron makes of its weighted sum. */
public enum Unit {
  /** The weighted sum itself: a logit. */
  LINEAR("linear") {
    @Override
    Value of(Value sum) {
      return sum;
    }
  },
  RELU("ReLU") {
    @Override
    Value of(Value sum) {
      return sum.relu();
    }
  },
  SIGMOID("sigmoid") {
    @Override
    Value of(Value sum) {
      return sum.sigmoid();
    }
  };

  private final String name;

  Unit(String name) {
    this.name = name;
  }

  abstract Value of(Value sum);

  /** As a lecture calls it. */
  @Override
  public String toString() {
    return name;
  }
}

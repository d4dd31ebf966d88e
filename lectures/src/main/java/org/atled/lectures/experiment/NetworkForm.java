package org.atled.lectures.experiment;

/**
 * Hidden layers of equal width between inputs and two classes: few wide ones, or more narrow ones.
 */
enum NetworkForm {
  WIDE("1 hidden layer", "wide", 1),
  BETWEEN("2 hidden layers", "between", 2),
  DEEP("4 hidden layers", "deep", 4);

  final String label;
  final String key;
  final int layers;

  NetworkForm(String label, String key, int layers) {
    this.label = label;
    this.key = key;
    this.layers = layers;
  }

  /** inputs·w + w, then (layers − 1) times w² + w, then 2w + 2 for two classes. */
  int parameters(int inputs, int w) {
    return (inputs + 1) * w + (layers - 1) * (w + 1) * w + 2 * (w + 1);
  }

  /** The widest whose parameters do not pass a budget. */
  int width(int inputs, int budget) {
    int w = 1;
    while (parameters(inputs, w + 1) <= budget) {
      w++;
    }
    return w;
  }
}

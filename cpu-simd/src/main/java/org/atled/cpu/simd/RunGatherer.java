package org.atled.cpu.simd;

/** A {@link Gatherer} of several runs of neighbours in each row, of at most a vector each. */
@FunctionalInterface
interface RunGatherer {
  /**
   * For p below n and each run r, in this order: {@code to[p·toStep + places[r] + l] = from[at +
   * table[first + p] + starts[r] + l]} for each l of a vector.
   */
  void run(
      Object from,
      int at,
      int[] table,
      int first,
      int[] starts,
      int[] places,
      Object to,
      int toStep,
      int n);
}

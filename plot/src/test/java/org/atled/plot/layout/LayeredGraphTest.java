package org.atled.plot.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.atled.plot.layout.LayeredGraph.Edge;
import org.atled.plot.layout.LayeredGraph.Place;
import org.atled.plot.layout.LayeredGraph.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayeredGraphTest {
  private static final double GAP = 10;

  private static LayeredGraph laidOut(List<Size> sizes, List<Edge> edges) {
    return LayeredGraph.of(sizes, edges, GAP, 30).orElseThrow();
  }

  private static List<Size> squares(int n) {
    return IntStream.range(0, n).mapToObj(i -> new Size(20, 20)).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void nodesOfRandomGraphsDoNotOverlapAndArrowsLeadOn(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 40;
    List<Size> sizes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      sizes.add(new Size(10 + random.nextInt(50), 10 + random.nextInt(50)));
      for (int k = 0; k < 2 && i > 0; k++) {
        edges.add(new Edge(random.nextInt(i), i));
      }
    }

    LayeredGraph graph = laidOut(sizes, edges);

    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        Place a = graph.node(i);
        Place b = graph.node(j);
        double apart =
            Math.max(
                Math.abs(a.breadth() - b.breadth())
                    - (sizes.get(i).breadth() + sizes.get(j).breadth()) / 2,
                Math.abs(a.depth() - b.depth())
                    - (sizes.get(i).depth() + sizes.get(j).depth()) / 2);
        assertThat(apart).as("nodes %d and %d, seed %d", i, j, seed).isGreaterThan(GAP - 1e-6);
      }
      assertThat(graph.node(i).breadth() - sizes.get(i).breadth() / 2).isGreaterThan(-1e-6);
      assertThat(graph.node(i).breadth() + sizes.get(i).breadth() / 2)
          .isLessThan(graph.breadth() + 1e-6);
      assertThat(graph.node(i).depth() + sizes.get(i).depth() / 2).isLessThan(graph.depth() + 1e-6);
    }
    for (int e = 0; e < edges.size(); e++) {
      Edge edge = edges.get(e);
      assertThat(graph.node(edge.from()).depth()).isLessThan(graph.node(edge.to()).depth());
      for (Place way : graph.waypoints(e)) {
        for (int i = 0; i < n; i++) {
          boolean inside =
              Math.abs(way.breadth() - graph.node(i).breadth()) < sizes.get(i).breadth() / 2
                  && Math.abs(way.depth() - graph.node(i).depth()) < sizes.get(i).depth() / 2;
          assertThat(inside).as("edge %d through node %d, seed %d", e, i, seed).isFalse();
        }
      }
    }
  }

  @Test
  void theLayerIsTheLongestPathAndInputsStandWhereTheyAreUsed() {
    // 0 → 1 → 2 → 3, a shortcut 0 → 3, and an input 4 of 3 alone.
    List<Edge> edges =
        List.of(new Edge(0, 1), new Edge(1, 2), new Edge(2, 3), new Edge(0, 3), new Edge(4, 3));

    LayeredGraph graph = laidOut(squares(5), edges);

    assertThat(IntStream.range(0, 5).mapToDouble(i -> graph.node(i).depth()))
        .containsExactly(10.0, 60.0, 110.0, 160.0, 110.0);
    assertThat(graph.waypoints(3)).hasSize(4);
    assertThat(graph.waypoints(0)).isEmpty();
  }

  @Test
  void whatNeedNotCrossDoesNot() {
    // Two chains, given so that their ends are twisted.
    List<Edge> edges =
        List.of(new Edge(0, 3), new Edge(1, 2), new Edge(2, 5), new Edge(3, 4), new Edge(4, 7));

    assertThat(laidOut(squares(8), edges).crossings()).isZero();
  }

  @Test
  void crossingsAreCounted() {
    // K(3, 3) has nine crossings in two layers whatever the order.
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      for (int j = 3; j < 6; j++) {
        edges.add(new Edge(i, j));
      }
    }
    assertThat(laidOut(squares(6), edges).crossings()).isEqualTo(9);
  }

  @Test
  void aCycleHasNoLayers() {
    assertThat(
            LayeredGraph.of(
                squares(3), List.of(new Edge(0, 1), new Edge(1, 2), new Edge(2, 1)), GAP, 30))
        .isEmpty();
    assertThat(LayeredGraph.of(squares(1), List.of(new Edge(0, 0)), GAP, 30)).isEmpty();
  }

  @Test
  void spacingIsTheLeastSquaresThatKeepsOrderAndDistance() {
    double[] ones = {1, 1, 1};
    double[] tens = {10, 10, 10};

    assertThat(Spacing.of(new double[] {0, 50, 100}, ones, tens, 5)).containsExactly(0, 50, 100);
    assertThat(Spacing.of(new double[] {50, 50, 50}, ones, tens, 5)).containsExactly(35, 50, 65);
    double[] heavy =
        Spacing.of(new double[] {50, 50}, new double[] {9, 1}, new double[] {10, 10}, 5);
    assertThat(heavy[0]).isCloseTo(48.5, within(1e-9));
    assertThat(heavy[1]).isCloseTo(63.5, within(1e-9));
  }
}

package org.atled.plot.layout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A graph in layers, after Sugiyama, Tagawa and Toda ("Methods for visual understanding of
 * hierarchical system structures", 1981): nodes in layers, an edge over several layers as a chain
 * of waypoints, each layer ordered by the mean place of its neighbours, places pulled towards those
 * means. Depth goes from layer to layer, breadth within one.
 */
public final class LayeredGraph {
  private static final int SWEEPS = 60;
  private static final double WAYPOINT = 6;
  private static final double STRAIGHT = 4;
  private static final double LITTLE = 0.1;

  /** An arrow between nodes. */
  public record Edge(int from, int to) {}

  /**
   * Room that a node takes.
   *
   * @param breadth within its layer
   * @param depth from layer to layer
   */
  public record Size(double breadth, double depth) {}

  /** A place of a node's centre, or of a waypoint. */
  public record Place(double breadth, double depth) {}

  private final List<Size> sizes;
  private final List<Edge> edges;
  private final double gap;
  private final double layerGap;

  /** Nodes and waypoints: the layer of each. */
  private final List<Integer> layers = new ArrayList<>();

  /** For each edge its nodes and waypoints in order. */
  private final List<List<Integer>> chains = new ArrayList<>();

  private final List<List<Integer>> above = new ArrayList<>();
  private final List<List<Integer>> below = new ArrayList<>();
  private List<List<Integer>> rows = new ArrayList<>();
  private double[] breadths = {};
  private double[] starts = {};
  private double[] depths = {};

  private LayeredGraph(List<Size> sizes, List<Edge> edges, double gap, double layerGap) {
    this.sizes = sizes;
    this.edges = edges;
    this.gap = gap;
    this.layerGap = layerGap;
  }

  /**
   * Lays a graph out.
   *
   * @param gap between nodes of a layer
   * @param layerGap between layers
   * @return nothing if there is a cycle
   */
  public static Optional<LayeredGraph> of(
      List<Size> sizes, List<Edge> edges, double gap, double layerGap) {
    List<List<Integer>> successors =
        sizes.stream().<List<Integer>>map(s -> new ArrayList<>()).toList();
    edges.forEach(edge -> successors.get(edge.from()).add(edge.to()));
    return Layers.of(successors)
        .map(layers -> {
          LayeredGraph graph = new LayeredGraph(sizes, edges, gap, layerGap);
          graph.chain(layers);
          graph.order();
          graph.place();
          return graph;
        });
  }

  /** Where a node's centre is; the least breadth and depth that anything has is 0. */
  public Place node(int node) {
    int layer = layers.get(node);
    return new Place(breadths[node], starts[layer] + depths[layer] / 2);
  }

  /**
   * Where an edge passes the layers between its ends, in pairs: where it enters a layer and where
   * it leaves it.
   */
  public List<Place> waypoints(int edge) {
    List<Integer> chain = chains.get(edge);
    List<Place> places = new ArrayList<>();
    for (int item : chain.subList(1, chain.size() - 1)) {
      int layer = layers.get(item);
      places.add(new Place(breadths[item], starts[layer]));
      places.add(new Place(breadths[item], starts[layer] + depths[layer]));
    }
    return places;
  }

  /** The whole breadth. */
  public double breadth() {
    return IntStream.range(0, layers.size())
        .mapToDouble(i -> breadths[i] + extent(i) / 2)
        .max()
        .orElse(0);
  }

  /** The whole depth. */
  public double depth() {
    return starts.length == 0 ? 0 : starts[starts.length - 1] + depths[depths.length - 1];
  }

  private double extent(int item) {
    return item < sizes.size() ? sizes.get(item).breadth() : WAYPOINT;
  }

  private void chain(int[] layerOfNode) {
    for (int layer : layerOfNode) {
      add(layer);
    }
    for (Edge edge : edges) {
      List<Integer> chain = new ArrayList<>(List.of(edge.from()));
      for (int layer = layerOfNode[edge.from()] + 1; layer < layerOfNode[edge.to()]; layer++) {
        chain.add(add(layer));
      }
      chain.add(edge.to());
      for (int i = 0; i + 1 < chain.size(); i++) {
        below.get(chain.get(i)).add(chain.get(i + 1));
        above.get(chain.get(i + 1)).add(chain.get(i));
      }
      chains.add(chain);
    }
    int count = layers.stream().mapToInt(layer -> layer + 1).max().orElse(0);
    for (int layer = 0; layer < count; layer++) {
      rows.add(new ArrayList<>());
    }
    for (int item = 0; item < layers.size(); item++) {
      rows.get(layers.get(item)).add(item);
    }
  }

  private int add(int layer) {
    layers.add(layer);
    above.add(new ArrayList<>());
    below.add(new ArrayList<>());
    return layers.size() - 1;
  }

  /** Sweeps down and up, and keeps the order with the fewest crossings. */
  private void order() {
    List<List<Integer>> best = copy(rows);
    int fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 1; i < rows.size(); i++) {
        sort(rows.get(down ? i : rows.size() - 1 - i), down ? above : below);
      }
      int now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy(rows);
      }
    }
    rows = best;
  }

  private static List<List<Integer>> copy(List<List<Integer>> rows) {
    return new ArrayList<>(rows.stream().<List<Integer>>map(ArrayList::new).toList());
  }

  /** What has no neighbour on that side keeps its rank. */
  private void sort(List<Integer> row, List<List<Integer>> neighbours) {
    int[] rank = ranks();
    double[] mean = new double[layers.size()];
    for (int item : row) {
      mean[item] =
          neighbours.get(item).stream().mapToInt(other -> rank[other]).average().orElse(rank[item]);
    }
    row.sort(Comparator.comparingDouble(item -> mean[item]));
  }

  private int[] ranks() {
    int[] rank = new int[layers.size()];
    for (List<Integer> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        rank[row.get(i)] = i;
      }
    }
    return rank;
  }

  /** How many pairs of edges cross between layers. */
  int crossings() {
    int[] rank = ranks();
    int crossings = 0;
    for (List<Integer> row : rows) {
      List<int[]> ends = new ArrayList<>();
      for (int item : row) {
        for (int to : below.get(item)) {
          for (int[] end : ends) {
            crossings += (end[0] < rank[item] && end[1] > rank[to]) ? 1 : 0;
          }
          ends.add(new int[] {rank[item], rank[to]});
        }
      }
    }
    return crossings;
  }

  private void place() {
    breadths = new double[layers.size()];
    for (List<Integer> row : rows) {
      double at = -row.stream().mapToDouble(item -> extent(item) + gap).sum() / 2;
      for (int item : row) {
        breadths[item] = at + extent(item) / 2;
        at += extent(item) + gap;
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < rows.size(); i++) {
        pull(rows.get(down ? i : rows.size() - 1 - i));
      }
    }
    double least =
        IntStream.range(0, layers.size())
            .mapToDouble(i -> breadths[i] - extent(i) / 2)
            .min()
            .orElse(0);
    breadths = Arrays.stream(breadths).map(breadth -> breadth - least).toArray();
    starts = new double[rows.size()];
    depths = new double[rows.size()];
    double at = 0;
    for (int layer = 0; layer < rows.size(); layer++) {
      starts[layer] = at;
      depths[layer] =
          rows.get(layer).stream()
              .filter(item -> item < sizes.size())
              .mapToDouble(item -> sizes.get(item).depth())
              .max()
              .orElse(0);
      at += depths[layer] + layerGap;
    }
  }

  private double insistence(int item) {
    return item >= sizes.size() ? STRAIGHT : above.get(item).isEmpty() ? LITTLE : 1;
  }

  /**
   * Moves a layer towards the means of its neighbours. Waypoints insist, for straight edges; nodes
   * that nothing leads to count little, so that they stand beside the way of the others.
   */
  private void pull(List<Integer> row) {
    double[] wanted = new double[row.size()];
    double[] weights = new double[row.size()];
    double[] extents = new double[row.size()];
    for (int i = 0; i < row.size(); i++) {
      int item = row.get(i);
      double sum = 0;
      double all = 0;
      for (List<Integer> neighbours : List.of(above.get(item), below.get(item))) {
        for (int other : neighbours) {
          double weight = insistence(other);
          sum += weight * breadths[other];
          all += weight;
        }
      }
      wanted[i] = all == 0 ? breadths[item] : sum / all;
      weights[i] = insistence(item);
      extents[i] = extent(item);
    }
    double[] places = Spacing.of(wanted, weights, extents, gap);
    for (int i = 0; i < row.size(); i++) {
      breadths[row.get(i)] = places[i];
    }
  }
}

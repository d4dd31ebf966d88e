package org.atled.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.plot.layout.LayeredGraph;

/**
 * Nodes with lines of text, and arrows between them, laid out in layers: a graph of computation, a
 * tree of dependencies. Nodes that nothing leads to are tinted, and those that lead nowhere have a
 * strong edge.
 */
public final class GraphDiagram {
  private final String title;
  private final boolean downwards;
  private final SequencedMap<String, List<String>> nodes;
  private final List<Edge> edges;

  record Edge(String from, String to, String label) {}

  private GraphDiagram(
      String title, boolean downwards, SequencedMap<String, List<String>> nodes, List<Edge> edges) {
    this.title = title;
    this.downwards = downwards;
    this.nodes = nodes;
    this.edges = List.copyOf(edges);
  }

  /** A graph without nodes, to be drawn from left to right. */
  public static GraphDiagram of(String title) {
    Check.title("graph", title);
    return new GraphDiagram(title, false, new LinkedHashMap<>(), List.of());
  }

  /** Drawn from top to bottom. */
  public GraphDiagram downwards() {
    return new GraphDiagram(title, true, nodes, edges);
  }

  /**
   * With a node.
   *
   * @param id names it in edges
   * @param lines what stands in it, the first of several in bold; without any, the id
   */
  public GraphDiagram node(String id, String... lines) {
    if (nodes.containsKey(id)) {
      throw new ArgumentException(
          "The graph \"" + title + "\" already has a node \"" + id + "\"; give each id once.");
    }
    SequencedMap<String, List<String>> more = new LinkedHashMap<>(nodes);
    more.put(id, lines.length == 0 ? List.of(id) : List.of(lines));
    return new GraphDiagram(title, downwards, more, edges);
  }

  /** With an arrow. */
  public GraphDiagram edge(String from, String to) {
    return edge(from, to, "");
  }

  /**
   * With an arrow and its label.
   *
   * @throws ArgumentException if the graph has no such nodes yet
   */
  public GraphDiagram edge(String from, String to, String label) {
    for (String end : List.of(from, to)) {
      if (!nodes.containsKey(end)) {
        throw new ArgumentException(
            "The graph \""
                + title
                + "\" has no node \""
                + end
                + "\" for the edge from \""
                + from
                + "\" to \""
                + to
                + "\"; add the node first.");
      }
    }
    List<Edge> more = new ArrayList<>(edges);
    more.add(new Edge(from, to, label));
    return new GraphDiagram(title, downwards, nodes, more);
  }

  /**
   * Lays it out and draws it.
   *
   * @throws ArgumentException if it has no nodes, or its edges form a cycle
   */
  public Figure figure() {
    if (nodes.isEmpty()) {
      throw new ArgumentException("The graph \"" + title + "\" has no nodes; add at least one.");
    }
    List<String> ids = List.copyOf(nodes.keySet());
    List<GraphDrawing.Node> boxes = nodes.values().stream().map(GraphDrawing.Node::of).toList();
    List<LayeredGraph.Edge> arrows =
        edges.stream()
            .map(edge -> new LayeredGraph.Edge(ids.indexOf(edge.from()), ids.indexOf(edge.to())))
            .toList();
    List<String> labels = edges.stream().map(Edge::label).toList();
    return GraphDrawing.of(downwards, boxes, arrows, labels)
        .orElseThrow(() ->
            new ArgumentException(
                "The graph \""
                    + title
                    + "\" has a cycle, and cannot be drawn in layers: its edges are "
                    + edges.stream()
                        .map(edge -> edge.from() + " → " + edge.to())
                        .collect(Collectors.joining(", "))
                    + "."))
        .figure(title);
  }
}

package org.atled.plot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;
import org.atled.plot.scene.TextWidth;

/** Nodes with text, and arrows between them, laid out in layers. */
public final class GraphDiagram {
  private static final double LINE = 15;
  private static final double PAD = 8;
  private static final double ACROSS = 46;
  private static final double DOWN = 16;
  private static final double HEAD = 44;

  private final String title;
  private final boolean downwards;
  private final Map<String, List<String>> nodes;
  private final List<Edge> edges;

  record Edge(String from, String to, String label) {}

  private GraphDiagram(
      String title, boolean downwards, Map<String, List<String>> nodes, List<Edge> edges) {
    this.title = title;
    this.downwards = downwards;
    this.nodes = nodes;
    this.edges = edges;
  }

  public static GraphDiagram of(String title) {
    Check.text("The title of the graph", title);
    return new GraphDiagram(title, false, Map.of(), List.of());
  }

  /** Layers follow each other from top to bottom instead of from left to right. */
  public GraphDiagram downwards() {
    return new GraphDiagram(title, true, nodes, edges);
  }

  /**
   * With a node.
   *
   * @param id names it in edges
   * @param lines what stands in it; without any, the id
   */
  public GraphDiagram node(String id, String... lines) {
    if (nodes.containsKey(id)) {
      throw new ArgumentException(
          "The graph \"" + title + "\" already has the node \"" + id + "\"; give each once.");
    }
    Map<String, List<String>> more = new LinkedHashMap<>(nodes);
    more.put(id, lines.length == 0 ? List.of(id) : List.of(lines));
    return new GraphDiagram(title, downwards, more, edges);
  }

  /** With an arrow. */
  public GraphDiagram edge(String from, String to) {
    return edge(from, to, "");
  }

  /** With an arrow that has a label. */
  public GraphDiagram edge(String from, String to, String label) {
    List<Edge> more = new ArrayList<>(edges);
    more.add(new Edge(from, to, label));
    return new GraphDiagram(title, downwards, nodes, List.copyOf(more));
  }

  public Figure figure() {
    Map<String, Integer> layer = new LinkedHashMap<>();
    nodes.keySet().forEach(id -> layer.put(id, 0));
    for (Edge edge : edges) {
      for (String end : List.of(edge.from(), edge.to())) {
        if (!nodes.containsKey(end)) {
          throw new ArgumentException(
              "The graph \""
                  + title
                  + "\" has an edge with the node \""
                  + end
                  + "\", which it lacks; add the node.");
        }
      }
    }
    for (int round = 0; round < nodes.size(); round++) {
      for (Edge edge : edges) {
        layer.merge(edge.to(), layer.getOrDefault(edge.from(), 0) + 1, Math::max);
      }
    }
    List<List<String>> layers = new ArrayList<>();
    layer.forEach((id, l) -> {
      while (layers.size() <= l) {
        layers.add(new ArrayList<>());
      }
      layers.get(l).add(id);
    });
    Map<String, Box> boxes = new LinkedHashMap<>();
    double x = PAD * 2;
    double tallest = 0;
    for (List<String> ids : layers) {
      double y = HEAD;
      double widest = 0;
      for (String id : ids) {
        List<String> lines = nodes.getOrDefault(id, List.of());
        double w =
            lines.stream().mapToDouble(l -> TextWidth.of(l, Look.TICK)).max().orElse(0) + 2 * PAD;
        double h = lines.size() * LINE + PAD;
        boxes.put(id, new Box(x, y, w, h));
        y += h + DOWN;
        widest = Math.max(widest, w);
      }
      x += widest + ACROSS;
      tallest = Math.max(tallest, y);
    }
    List<Mark> marks = new ArrayList<>();
    double width = x - ACROSS + 2 * PAD;
    marks.add(new Mark.Label(title, width / 2, 26, Look.TITLE, Anchor.MIDDLE, true, 0, Look.TEXT));
    for (Edge edge : edges) {
      Box a = boxes.getOrDefault(edge.from(), new Box(0, 0, 0, 0));
      Box b = boxes.getOrDefault(edge.to(), new Box(0, 0, 0, 0));
      marks.add(
          new Mark.Outline(
              new Path().moveTo(a.right(), a.centerY()).lineTo(b.x(), b.centerY()),
              Style.stroke(Look.FRAME, 1.2)));
    }
    boxes.forEach((id, box) -> {
      marks.add(new Mark.Rectangle(box, 4, Style.fill(Look.PAGE).outlined(Look.BLUE, 1.4)));
      List<String> lines = nodes.getOrDefault(id, List.of());
      for (int i = 0; i < lines.size(); i++) {
        marks.add(
            new Mark.Label(
                lines.get(i),
                box.centerX(),
                box.y() + PAD / 2 + 11 + i * LINE,
                Look.TICK,
                Anchor.MIDDLE,
                false,
                0,
                Look.TEXT));
      }
    });
    return new Figure(
        title,
        "A graph of " + nodes.size() + " nodes and " + edges.size() + " edges.",
        (int) Math.ceil(width),
        (int) Math.ceil(tallest),
        List.of(new Mark.Group(0, 0, Optional.empty(), marks)));
  }
}

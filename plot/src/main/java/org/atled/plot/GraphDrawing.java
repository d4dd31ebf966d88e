package org.atled.plot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.plot.layout.LayeredGraph;
import org.atled.plot.layout.LayeredGraph.Edge;
import org.atled.plot.layout.LayeredGraph.Place;
import org.atled.plot.layout.LayeredGraph.Size;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Path;
import org.atled.plot.scene.Style;

/** Draws a graph that is laid out. */
final class GraphDrawing {
  private static final double LINE = 14;
  private static final double PAD = 8;
  private static final double GAP = 14;
  private static final double LAYER_GAP = 40;
  private static final double EDGE = 14;
  private static final double ARROW = 7;
  private static final double PORT = 8;
  private static final Lettering TEXT = Theme.SMALL.in(Theme.TEXT).centred();
  private static final Lettering ON_EDGE = Theme.SMALL.centred();
  private static final Style WIRE = Style.stroke(Theme.FRAME, 1.3);

  private final boolean downwards;
  private final List<Node> nodes;
  private final List<Edge> edges;
  private final List<String> labels;
  private final LayeredGraph layout;

  /** A box with lines of text. */
  record Node(List<String> lines, double width, double height) {
    static Node of(List<String> lines) {
      double widest =
          IntStream.range(0, lines.size())
              .mapToDouble(i -> lettering(lines, i).width(lines.get(i)))
              .max()
              .orElse(0);
      return new Node(lines, Math.max(widest + 2 * PAD, 30), lines.size() * LINE + PAD);
    }

    static Lettering lettering(List<String> lines, int i) {
      return i == 0 && lines.size() > 1 ? TEXT.strong() : TEXT;
    }
  }

  private GraphDrawing(
      boolean downwards,
      List<Node> nodes,
      List<Edge> edges,
      List<String> labels,
      LayeredGraph layout) {
    this.downwards = downwards;
    this.nodes = nodes;
    this.edges = edges;
    this.labels = labels;
    this.layout = layout;
  }

  /** The drawing, or nothing if there is a cycle. */
  static Optional<GraphDrawing> of(
      boolean downwards, List<Node> nodes, List<Edge> edges, List<String> labels) {
    List<Size> sizes =
        nodes.stream()
            .map(node ->
                downwards
                    ? new Size(node.width(), node.height())
                    : new Size(node.height(), node.width()))
            .toList();
    double widest = labels.stream().mapToDouble(ON_EDGE::width).max().orElse(0);
    // Along an edge there is room for two labels, so that one can give way to another edge.
    double along = (downwards ? 4 * LINE : 2 * widest) + 4 * PAD;
    double across = downwards ? widest + PAD : LINE;
    boolean labelled = widest > 0;
    double gap = labelled ? Math.max(GAP, across) : GAP;
    double layerGap = labelled ? Math.max(LAYER_GAP, along) : LAYER_GAP;
    return LayeredGraph.of(sizes, edges, gap, layerGap)
        .map(layout -> new GraphDrawing(downwards, nodes, edges, labels, layout));
  }

  Figure figure(String title) {
    double inner = downwards ? layout.breadth() : layout.depth();
    double longestWord =
        List.of(title.split(" ")).stream().mapToDouble(Theme.TITLE::width).max().orElse(0);
    double room = Math.max(inner, Math.max(longestWord, Math.min(Theme.TITLE.width(title), 320)));
    Heading heading = new Heading(title, Theme.TITLE, room);
    double width = room + 2 * EDGE;
    List<Mark.Outline> wires = IntStream.range(0, edges.size()).mapToObj(this::wire).toList();
    List<Mark> marks = new ArrayList<>(wires);
    for (int i = 0; i < edges.size(); i++) {
      marks.add(arrow(places(i).getLast()));
    }
    for (int i = 0; i < nodes.size(); i++) {
      box(i, marks);
    }
    for (int i = 0; i < edges.size(); i++) {
      label(labels.get(i), wires.get(i), marks);
    }
    List<Mark> all = new ArrayList<>(heading.marks(width / 2));
    all.add(new Mark.Group((width - inner) / 2, heading.bottom() + 4, marks));
    double height = heading.bottom() + 4 + (downwards ? layout.depth() : layout.breadth()) + EDGE;
    String about = "A graph of " + nodes.size() + " nodes and " + edges.size() + " arrows.";
    return new Figure(title, about, (int) Math.ceil(width), (int) Math.ceil(height), all);
  }

  private Box boxOf(int node) {
    double[] centre = pixel(layout.node(node));
    double w = nodes.get(node).width();
    double h = nodes.get(node).height();
    return new Box(centre[0] - w / 2, centre[1] - h / 2, w, h);
  }

  private double[] pixel(Place place) {
    return downwards
        ? new double[] {place.breadth(), place.depth()}
        : new double[] {place.depth(), place.breadth()};
  }

  private void box(int i, List<Mark> marks) {
    Box box = boxOf(i);
    boolean source = edges.stream().noneMatch(edge -> edge.to() == i);
    boolean sink = edges.stream().noneMatch(edge -> edge.from() == i);
    Style style =
        Style.fill(source ? Theme.SOURCE : Theme.PAGE).outlined(Theme.BLUE, sink ? 2.6 : 1.2);
    marks.add(new Mark.Rectangle(box, 5, style));
    List<String> lines = nodes.get(i).lines();
    for (int l = 0; l < lines.size(); l++) {
      double baseline = box.y() + PAD / 2 + (l + 0.5) * LINE + Theme.HALF_LETTER;
      Lettering lettering = Node.lettering(lines, l);
      marks.add(new Mark.Label(lines.get(l), box.centerX(), baseline, lettering));
    }
  }

  /** How far from the middle of its target's side an edge ends: side by side, without crossing. */
  private double port(int edge) {
    int target = edges.get(edge).to();
    List<Integer> arriving =
        IntStream.range(0, edges.size())
            .filter(i -> edges.get(i).to() == target)
            .boxed()
            .sorted(Comparator.comparingDouble(this::lastBreadth))
            .toList();
    Node node = nodes.get(target);
    double side = downwards ? node.width() : node.height();
    double step = Math.min(PORT, side / (arriving.size() + 1));
    return step * (arriving.indexOf(edge) - (arriving.size() - 1) / 2.0);
  }

  private double lastBreadth(int edge) {
    List<Place> way = layout.waypoints(edge);
    return way.isEmpty() ? layout.node(edges.get(edge).from()).breadth() : way.getLast().breadth();
  }

  private List<Place> places(int index) {
    Edge edge = edges.get(index);
    Place from = layout.node(edge.from());
    Place to = layout.node(edge.to());
    double half = downwards ? nodes.get(edge.from()).height() : nodes.get(edge.from()).width();
    double back = downwards ? nodes.get(edge.to()).height() : nodes.get(edge.to()).width();
    List<Place> places = new ArrayList<>();
    places.add(new Place(from.breadth(), from.depth() + half / 2));
    places.addAll(layout.waypoints(index));
    places.add(new Place(to.breadth() + port(index), to.depth() - back / 2 - ARROW));
    return places;
  }

  private Mark.Outline wire(int index) {
    List<Place> places = places(index);
    Path path = new Path();
    double[] start = pixel(places.getFirst());
    path.moveTo(start[0], start[1]);
    for (int i = 1; i < places.size(); i++) {
      Place a = places.get(i - 1);
      Place b = places.get(i);
      double middle = (a.depth() + b.depth()) / 2;
      double[] first = pixel(new Place(a.breadth(), middle));
      double[] second = pixel(new Place(b.breadth(), middle));
      double[] end = pixel(b);
      path.curveTo(first[0], first[1], second[0], second[1], end[0], end[1]);
    }
    return new Mark.Outline(path, WIRE);
  }

  /** In a gap of its own wire, as near to the wire's middle as there is nothing else in the way. */
  private static void label(String text, Mark.Outline wire, List<Mark> marks) {
    if (text.isEmpty()) {
      return;
    }
    List<Path.Piece> pieces = wire.path().pieces();
    double middle = (pieces.size() - 1) / 2.0;
    List<Mark.Label> places =
        IntStream.range(0, pieces.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(i - middle)))
            .map(pieces::get)
            .map(piece ->
                new Mark.Label(text, piece.centerX(), piece.centerY() + Theme.HALF_LETTER, ON_EDGE))
            .toList();
    LabelPlace.write(LabelPlace.freest(places, marks), marks);
  }

  private Mark arrow(Place base) {
    double[] tip = pixel(new Place(base.breadth(), base.depth() + ARROW));
    double[] left = pixel(new Place(base.breadth() - ARROW / 2, base.depth()));
    double[] right = pixel(new Place(base.breadth() + ARROW / 2, base.depth()));
    Path path = new Path().moveTo(left[0], left[1]).lineTo(tip[0], tip[1]);
    return new Mark.Outline(path.lineTo(right[0], right[1]).close(), Style.fill(Theme.FRAME));
  }
}

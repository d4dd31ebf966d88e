import module java.desktop;
import module org.atled.train;

/**
 * Draws docs/images/readme.png: what a small network makes of two spirals, and generated digits
 * with what a network reads in them. After a build:
 *
 * <pre>
 * java -p "$(find . -path '*&#47;target/*.jar' -name 'atled-*' | paste -sd:)" \
 *   --add-modules org.atled.train,org.atled.cpu tools/ReadmePicture.java docs/images/readme.png
 * </pre>
 */
static final int SIDE = 420;

static final Color[] COLORS = {new Color(0x2166ac), new Color(0xb2182b)};

void main(String[] args) throws Exception {
  BufferedImage image = new BufferedImage(1080, SIDE + 40, BufferedImage.TYPE_INT_RGB);
  Graphics2D g = image.createGraphics();
  g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
  g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  g.setColor(Color.WHITE);
  g.fillRect(0, 0, image.getWidth(), image.getHeight());
  spirals(image, g);
  digits(g);
  ImageIO.write(image, "png", new File(args[0]));
}

void spirals(BufferedImage image, Graphics2D g) {
  Split split = Datasets.load("spirals", Datasets.Options.of(Seed.of(7)));
  Objective objective = Objective.of(split.info().task());
  Sequential model =
      Mlp.of(64, 64).activation(Tanh::new).build(split.info().input(), objective.outputs());
  Run run =
      Trainer.of(model, objective.loss(), Adam.withLearningRate(3e-3))
          .epochs(150)
          .metrics(Accuracy.top1())
          .seed(1)
          .fit(split.train(), split.test());
  IO.println(run.last());

  float[] points = all(split.test()).x().toFloats();
  double reach = 0;
  for (float coordinate : points) {
    reach = Math.max(reach, Math.abs(coordinate) * 1.05);
  }
  float[] grid = new float[SIDE * SIDE * 2];
  for (int i = 0; i < SIDE * SIDE; i++) {
    grid[2 * i] = (float) (((i % SIDE) * 2.0 / SIDE - 1) * reach);
    grid[2 * i + 1] = (float) ((1 - (i / SIDE) * 2.0 / SIDE) * reach);
  }
  float[] logits = model.apply(Tensor.of(grid, SIDE * SIDE, 2)).toFloats();
  for (int i = 0; i < SIDE * SIDE; i++) {
    double p = 1 / (1 + Math.exp(-logits[i]));
    image.setRGB(20 + i % SIDE, 20 + i / SIDE, mix(p));
  }
  long[] labels = all(split.test()).y().toLongs();
  for (int i = 0; i < 500; i++) {
    double x = 20 + (points[2 * i] / reach + 1) * SIDE / 2;
    double y = 20 + (1 - points[2 * i + 1] / reach) * SIDE / 2;
    g.setColor(COLORS[(int) labels[i]]);
    g.fill(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
    g.setColor(Color.WHITE);
    g.draw(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
  }
}

/** A pale blue for 0, white for a half, a pale red for 1. */
int mix(double p) {
  Color end = COLORS[p < 0.5 ? 0 : 1];
  double share = Math.abs(p - 0.5) * 0.9;
  int[] rgb = {end.getRed(), end.getGreen(), end.getBlue()};
  int color = 0;
  for (int part : rgb) {
    color = color << 8 | (int) (255 - (255 - part) * share);
  }
  return color;
}

void digits(Graphics2D g) {
  Split split = Digits.generate(Seed.of(7), 20_000, 1_000);
  Objective objective = Objective.of(split.info().task());
  Sequential model = Mlp.of(256).dropout(0.2).build(split.info().input(), objective.outputs());
  Run run =
      Trainer.of(model, objective.loss(), Adam.withLearningRate(1e-3))
          .epochs(4)
          .batchSize(128)
          .metrics(Accuracy.top1())
          .seed(1)
          .fit(split.train(), split.test());
  IO.println(run.last());
  int count = 20;
  Tensor x = all(split.test()).x().slice(0, 0, count);
  float[] pixels = x.toFloats();
  long[] read = model.apply(x).argmax(1).toLongs();
  double[] sure = model.apply(x).softmax(1).max(1).toDoubles();
  for (int i = 0; i < count; i++) {
    int left = 480 + (i % 5) * 118;
    int top = 20 + (i / 5) * 107;
    for (int p = 0; p < 784; p++) {
      int grey = 255 - Math.round(pixels[i * 784 + p] * 255);
      g.setColor(new Color(grey, grey, grey));
      g.fillRect(left + (p % 28) * 3, top + (p / 28) * 3, 3, 3);
    }
    g.setColor(Color.DARK_GRAY);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    g.drawString(read[i] + "  (" + Math.round(sure[i] * 1000) / 10.0 + " %)", left, top + 99);
  }
}

Batch all(Dataset set) {
  int[] numbers = new int[set.size()];
  for (int i = 0; i < numbers.length; i++) {
    numbers[i] = i;
  }
  return set.batch(numbers);
}

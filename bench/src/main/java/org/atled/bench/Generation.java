package org.atled.bench;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.layer.GPT;

/**
 * A transformer that writes one text: an iteration is a step, operation by operation, behind others
 * whose keys and values are kept. Flops: each weight of a product multiplied and added once. Bytes:
 * each of these read once, and so are the keys and values.
 *
 * @param behind how many steps there are before, on the average
 * @param int8 whether weights have a byte each, else the four of float32
 */
record Generation(GPT.Config config, int behind, boolean int8) {
  /** A network of GPT-2's smallest width and depth. */
  static List<Generation> all() {
    GPT.Config config = GPT.Config.of(65, 256, 768, 12).withHeads(12);
    return List.of(new Generation(config, 128, false), new Generation(config, 128, true));
  }

  /** {@code gpt 12x768 behind 128 float32}. */
  String shape() {
    return "gpt %dx%d behind %d %s"
        .formatted(config.layers(), config.width(), behind, int8 ? "int8" : "float32");
  }

  Workload workload() {
    return new Repeated("generate", shape(), 1, this::work, Rate.Unit.GBPS, inputs -> task());
  }

  private Repeated.Task task() {
    GPT gpt = new GPT(config);
    gpt.initialize(Seed.of(1));
    if (int8) {
      gpt.quantize();
    }
    return new Writer(gpt, behind);
  }

  /** Goes on from as many steps fewer as in the end it has more. */
  private static final class Writer implements Repeated.Task {
    private static final int MOST = 32;
    private static final Mode MODE = Mode.evaluation();
    private static final Tensor ID = Tensor.of(new long[][] {{1}});

    private final GPT gpt;
    private final int end;
    private final GPT.Step read;
    private GPT.Step last;

    Writer(GPT gpt, int behind) {
      int more = Math.min(MOST, behind / 2);
      this.gpt = gpt;
      this.end = behind + more;
      Tensor before = Tensor.zeros(1, behind - more).to(DType.INT64);
      this.read = Autograd.noGrad(() -> gpt.step(before, List.of(), MODE));
      this.last = read;
    }

    @Override
    public List<Tensor> run(int number) {
      long steps = last.caches().getFirst().steps();
      GPT.Step from = steps < end ? last : read;
      last = Autograd.noGrad(() -> gpt.step(ID, from.caches(), MODE));
      return List.of(last.logits());
    }
  }

  private Repeated.Work work() {
    long width = config.width();
    long weights = config.layers() * 12 * width * width + config.vocabulary() * width;
    long kept = 2 * 4 * config.layers() * width * (behind + 1);
    long bytes = (int8 ? 1 : 4) * weights + kept;
    return new Repeated.Work(2 * weights, bytes, bytes);
  }
}

package org.atled.cpu;

import java.util.List;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.LoopCompiler.Loop;

/** Maps the sums of a convolution's gradient by its weight to where they belong. */
final class FinishedWeights {
  private final List<Volume> operands;
  private final Loop loop;
  private final int[] outer;
  private final int[] inner;
  private final Volume w;
  private final int outputs;

  /**
   * @param down how far the sums of an output are behind those of the one before
   * @param across the same for channels
   */
  FinishedWeights(ConvolveKernel kernel, Convolutions loops, int down, int across) {
    operands = Convolutions.finished(kernel).stream().map(Volume::of).toList();
    w = Volume.of(kernel.w());
    outputs = w.sizes()[0] / kernel.groups();
    outer = new int[1 + operands.size()];
    inner = new int[outer.length];
    outer[0] = down;
    inner[0] = across;
    for (int i = 1; i < outer.length; i++) {
      outer[i] = operands.get(i - 1).strides()[0];
      inner[i] = operands.get(i - 1).strides()[1];
    }
    loop = loops.loop(Convolutions.finish(kernel), inner);
  }

  /**
   * Stores the sums of a group's kernels.
   *
   * @param apart how far those of an element of the kernel are behind those of the one before
   */
  void store(Object sums, int apart, int group) {
    Object[] arrays = new Object[outer.length];
    int[] offsets = new int[outer.length];
    arrays[0] = sums;
    int tap = 0;
    for (int z = 0; z < w.size(0); z++) {
      for (int y = 0; y < w.size(1); y++) {
        for (int x = 0; x < w.size(2); x++) {
          offsets[0] = tap++ * apart;
          for (int i = 1; i < arrays.length; i++) {
            Volume operand = operands.get(i - 1);
            arrays[i] = operand.array();
            offsets[i] = operand.at(group * outputs, 0) + operand.within(z, y, x);
          }
          loop.run(arrays, offsets, outer, outputs, inner, w.sizes()[1]);
        }
      }
    }
  }
}

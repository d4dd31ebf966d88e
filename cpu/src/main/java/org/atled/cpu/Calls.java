package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.atled.core.error.AtledException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Strided;

/**
 * Runs {@link CallKernel}: copies each block into an array of its own, has the function compute,
 * and copies the results out. Blocks are shared out among threads.
 */
final class Calls {
  private final ParallelLoops parallel;

  Calls(ParallelLoops parallel) {
    this.parallel = parallel;
  }

  void call(CallKernel call) {
    Shape blocks = call.blocks();
    List<Window> inputs = windows(call.inputs(), call.batch());
    List<Window> outputs = windows(call.outputs(), call.batch());
    // Threads stop at their first refusal, and the first of all is thrown: the same on any number.
    NavigableMap<Integer, AtledException> refused = new ConcurrentSkipListMap<>();
    parallel.split(
        blocks.elements(),
        call.flops() + call.operands().stream().mapToLong(Strided::elements).sum(),
        (from, to) -> {
          for (int block = from; block < to; block++) {
            try {
              run(call, inputs, outputs, blocks.place(block));
            } catch (AtledException e) {
              refused.put(block, e);
              return;
            }
          }
        });
    if (!refused.isEmpty()) {
      Map.Entry<Integer, AtledException> first = refused.firstEntry();
      AtledException reason = first.getValue();
      if (blocks.rank() > 0) {
        reason.within("batch element " + Arrays.toString(blocks.place(first.getKey())));
      }
      throw reason.within(call.function().name());
    }
  }

  private static void run(
      CallKernel call, List<Window> inputs, List<Window> outputs, long[] place) {
    double[][] in = inputs.stream().map(window -> window.read(place)).toArray(double[][]::new);
    double[][] out = outputs.stream().map(Window::room).toArray(double[][]::new);
    call.function().apply(in, out);
    for (int k = 0; k < out.length; k++) {
      outputs.get(k).write(place, out[k]);
    }
  }

  private static List<Window> windows(List<Strided> operands, int batch) {
    return operands.stream().map(operand -> new Window(operand, batch)).toList();
  }

  /** An operand, and how far the elements of each of its blocks lie behind the first. */
  private static final class Window {
    private final Strided operand;
    private final int[] behind;

    Window(Strided operand, int batch) {
      this.operand = operand;
      int elements = 1;
      for (int axis = batch; axis < operand.rank(); axis++) {
        elements *= operand.sizes()[axis];
      }
      behind = new int[elements];
      int inside = elements;
      for (int axis = batch; axis < operand.rank() && elements > 0; axis++) {
        int size = operand.sizes()[axis];
        inside /= size;
        for (int i = 0; i < elements; i++) {
          behind[i] += i / inside % size * operand.strides()[axis];
        }
      }
    }

    double[] room() {
      return new double[behind.length];
    }

    private int start(long[] place) {
      int at = operand.offset();
      for (int axis = 0; axis < place.length; axis++) {
        at += (int) place[axis] * operand.strides()[axis];
      }
      return at;
    }

    double[] read(long[] place) {
      int start = start(place);
      double[] block = room();
      Object array = operand.storage().array();
      for (int i = 0; i < block.length; i++) {
        block[i] =
            array instanceof double[] doubles
                ? doubles[start + behind[i]]
                : ((float[]) array)[start + behind[i]];
      }
      return block;
    }

    void write(long[] place, double[] block) {
      int start = start(place);
      Object array = operand.storage().array();
      for (int i = 0; i < block.length; i++) {
        if (array instanceof double[] doubles) {
          doubles[start + behind[i]] = block[i];
        } else {
          ((float[]) array)[start + behind[i]] = (float) block[i];
        }
      }
    }
  }
}

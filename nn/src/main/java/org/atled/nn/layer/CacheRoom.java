package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Tensor;

/**
 * Room for the keys and values of steps to come behind those of a cache, so that a step need not
 * copy all before it. What is written is never overwritten: the first to go on from the last step
 * takes the places behind it, and whoever goes on from an earlier one, or too late, gets room of
 * its own.
 */
final class CacheRoom {
  /** Steps for which there is room at the least. */
  private static final long LEAST = 64;

  /** [batch, heads, width, steps]: as one query reads them fastest. */
  private final Buffer keys;

  /** [batch, heads, steps, width]. */
  private final Buffer values;

  private final long steps;
  private final AtomicLong used;

  private CacheRoom(Buffer keys, Buffer values, long steps, long used) {
    this.keys = keys;
    this.values = values;
    this.steps = steps;
    this.used = new AtomicLong(used);
  }

  /**
   * Whether tensors can be written there: of one type, without a gradient through them, and no
   * places without numbers of a captured step.
   */
  static boolean takes(Tensor... tensors) {
    return Stream.of(tensors)
        .allMatch(x ->
            x.dtype() == tensors[0].dtype()
                && x.node().isEmpty()
                && !(x.strided().storage() instanceof Storage.Recorded));
  }

  /** With these steps in it, and room for some more, and as many again. */
  static CacheRoom behind(Tensor keys, Tensor values, long more) {
    long used = keys.shape().size(2);
    long steps = Math.max(LEAST, 2 * (used + more));
    CacheRoom room =
        new CacheRoom(empty(keys.transpose(2, 3), 3, steps), empty(values, 2, steps), steps, used);
    room.write(0, keys, values);
    return room;
  }

  private static Buffer empty(Tensor like, int axis, long steps) {
    return new Buffer(Tensor.zeros(like.dtype(), like.shape().with(axis, steps).toArray()));
  }

  /** All keys and values with some behind the first so many, if their places are free. */
  Optional<List<Tensor>> grown(long past, Tensor moreKeys, Tensor moreValues) {
    long end = past + moreKeys.shape().size(2);
    if (end > steps || !used.compareAndSet(past, end)) {
      return Optional.empty();
    }
    write(past, moreKeys, moreValues);
    return Optional.of(List.of(first(keys, 3, end).transpose(2, 3), first(values, 2, end)));
  }

  private static Tensor first(Buffer all, int axis, long end) {
    return Tensor.view(all.value().strided().slice(axis, 0, 1, Math.toIntExact(end)));
  }

  private void write(long from, Tensor moreKeys, Tensor moreValues) {
    Index places = Index.range(from, from + moreKeys.shape().size(2));
    keys.at(Index.ALL, Index.ALL, Index.ALL, places).set(moreKeys.transpose(2, 3));
    values.at(Index.ALL, Index.ALL, places).set(moreValues);
  }
}

package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Keys and values of sequences of several lengths. Each has its own from the first place on and
 * zeros behind, at which it does not look: so blocks of keys begin where they begin for it alone,
 * and it gets the bits that it gets alone.
 *
 * @param caches one for each block of the network
 * @param lengths how many steps each sequence has
 */
record MixedCaches(List<MultiheadAttention.Cache> caches, List<Long> lengths) {
  MixedCaches {
    caches = List.copyOf(caches);
    lengths = List.copyOf(lengths);
  }

  /** Of sequences of one length. */
  static MixedCaches of(List<MultiheadAttention.Cache> caches) {
    MultiheadAttention.Cache first = caches.getFirst();
    int batch = Math.toIntExact(first.keys().shape().size(0));
    return new MixedCaches(caches, Collections.nCopies(batch, first.steps()));
  }

  boolean areEqual() {
    return lengths.stream().distinct().count() == 1;
  }

  /** Those of several batches, in their order. */
  static MixedCaches join(List<MixedCaches> parts) {
    List<MultiheadAttention.Cache> joined = new ArrayList<>();
    for (int i = 0; i < parts.getFirst().caches().size(); i++) {
      int block = i;
      List<MultiheadAttention.Cache> each =
          parts.stream().map(part -> part.caches().get(block)).toList();
      joined.add(
          new MultiheadAttention.Cache(
              joined(each.stream().map(MultiheadAttention.Cache::keys).toList()),
              joined(each.stream().map(MultiheadAttention.Cache::values).toList())));
    }
    return new MixedCaches(
        joined, parts.stream().flatMap(part -> part.lengths().stream()).toList());
  }

  private static Tensor joined(List<Tensor> parts) {
    long most = parts.stream().mapToLong(each -> each.shape().size(2)).max().orElseThrow();
    return Structure.concat(
        0, parts.stream().map(each -> longer(each, most)).toArray(Tensor[]::new));
  }

  private static Tensor longer(Tensor x, long steps) {
    long more = steps - x.shape().size(2);
    return more == 0 ? x : Structure.concat(2, x, zeros(x, more));
  }

  private static Tensor zeros(Tensor x, long steps) {
    return Tensor.full(new TensorType(x.dtype(), x.shape().with(2, steps)), 0);
  }

  /** Those of some sequences, without places that none of them has come to. */
  MixedCaches keep(Tensor rows) {
    List<Long> left =
        IntStream.range(0, rows.shape().elements())
            .mapToObj(i -> lengths.get((int) rows.toLongs()[i]))
            .toList();
    long most = Collections.max(left);
    return new MixedCaches(
        caches.stream()
            .map(cache ->
                new MultiheadAttention.Cache(
                    cache.keys().indexSelect(0, rows).slice(2, 0, most),
                    cache.values().indexSelect(0, rows).slice(2, 0, most)))
            .toList(),
        left);
  }

  /** A cache with one step more of each sequence at its place. */
  static MultiheadAttention.Cache with(
      MultiheadAttention.Cache before, List<Long> lengths, Tensor keys, Tensor values) {
    return new MultiheadAttention.Cache(
        placed(before.keys(), lengths, keys), placed(before.values(), lengths, values));
  }

  private static Tensor placed(Tensor all, List<Long> lengths, Tensor fresh) {
    Tensor wider = longer(all, Math.max(all.shape().size(2), Collections.max(lengths) + 1));
    Tensor here = places(wider).eq(column(lengths));
    return here.where(fresh.broadcastTo(wider.shape()), wider);
  }

  /** What each next step looks at: the steps of its sequence, and itself. */
  static Attention attention(List<Long> lengths, Tensor keys) {
    return Attention.toAll().masked(places(keys).le(column(lengths)).transpose(2, 3));
  }

  private static Tensor places(Tensor keys) {
    long steps = keys.shape().size(2);
    return Tensor.arange(0, steps, 1).reshape(1, 1, steps, 1);
  }

  private static Tensor column(List<Long> lengths) {
    long[] all = lengths.stream().mapToLong(Long::longValue).toArray();
    return Tensor.of(all).reshape(all.length, 1, 1, 1);
  }
}

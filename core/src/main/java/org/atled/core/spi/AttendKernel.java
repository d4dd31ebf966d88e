package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Attention: {@code out[h, i] = Σ p(i, j)·v[j]} over the keys j, p the softmax of the scores {@code
 * s(i, j) = Σ scale·q[h, i, x]·k[j, x]}. All are FLOAT32 or FLOAT64: {@code q} [.., heads, queries,
 * width], {@code k} [.., keys, width], {@code v} [.., keys, n], {@code out} [.., heads, queries,
 * n], and in {@code logSums} [.., heads, queries] the logarithm of Σ e^s. A query that sees no key
 * gets 0 and −∞. Neither keys nor n are 0.
 *
 * <p>Order: scale·q is rounded; a score is one chain of fmas over x from +0, and then that of
 * {@link Seen}. Keys are taken in blocks of {@value #KEYS}, the first from key 0 on. In each, m′ is
 * the greatest of m, −∞ at first, and the block's scores; p = e^(s − m′), and 0 where s = −∞; a =
 * e^(m − m′), and 0 where m = −∞; r is the sum of the block's p and t one chain of fmas p·v, both
 * from +0 with the keys ascending; l′ = l·a + r and o′ = o·a + t, each an fma, l and o being 0 at
 * first. In the end out = o/l + 0 and logSums = m + ln l (Milakov and Gimelshein 2018; Dao et al.
 * 2022, algorithm 1). So a query's bits depend on its keys alone, and not on how many queries there
 * are. Blocks of which no query sees a key may be left out: an infinity or NaN in v at a key that a
 * query does not see reaches it or not.
 *
 * @param seen which keys a query sees
 */
public record AttendKernel(
    Strided q, Strided k, Strided v, Seen seen, double scale, Strided out, Strided logSums)
    implements Kernel {
  /** In a block. */
  public static final int KEYS = 128;

  @Override
  public List<Strided> reads() {
    return OperandLists.joined(List.of(q, k, v), seen.mask().map(List::of).orElse(List.of()));
  }

  @Override
  public List<Strided> writes() {
    return List.of(out, logSums);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new AttendKernel(
        f.apply(q), f.apply(k), f.apply(v), seen.over(f), scale, f.apply(out), f.apply(logSums));
  }

  @Override
  public String title() {
    return "attention " + q.shape() + " to " + k.shape();
  }

  @Override
  public long flops() {
    return 2 * seen.pairs(q, k) * (k.sizes()[k.rank() - 1] + v.sizes()[v.rank() - 1]);
  }

  /**
   * Which keys a query sees in {@link AttendKernel}; a score becomes −∞ where it does not.
   *
   * @param mask [.., heads, queries, keys]: BOOL, true where it does, or of the operands' type, to
   *     be added to the scores, where −∞ says that it does not
   * @param before that query i sees keys up to i + this alone
   */
  public record Seen(Optional<Strided> mask, Optional<Long> before) {
    Seen over(UnaryOperator<Strided> f) {
      return new Seen(mask.map(f), before);
    }

    /** Of so many keys, before which those end that the query may see. */
    public int end(int query, int keys) {
      long most = before.map(b -> Math.min(b, keys) + query + 1).orElse((long) keys);
      return (int) Math.min(keys, most);
    }

    long pairs(Strided q, Strided k) {
      int queries = q.sizes()[q.rank() - 2];
      int keys = k.sizes()[k.rank() - 2];
      long each = 0;
      for (int i = 0; i < queries; i++) {
        each += end(i, keys);
      }
      return each * (q.elements() / Math.max(1, queries * q.sizes()[q.rank() - 1]));
    }
  }
}

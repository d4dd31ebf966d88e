package org.atled.tables;

import java.nio.LongBuffer;
import java.util.Arrays;

/** Numbers that are added one behind the other, in the heap or, chunk by chunk, beside it. */
final class Longs {
  private static final int FIRST = 16;
  private static final int BITS = 12;
  private static final int CHUNK = 1 << BITS;
  private static final long[] BESIDE = {};

  private final Scratch scratch;

  /** Those in the heap, the last one among them; {@link #BESIDE} for those beside it. */
  private long[][] chunks = new long[1][];

  private LongBuffer[] beside = new LongBuffer[1];
  private long[] last = new long[FIRST];
  private int next;
  private int full;

  Longs(Scratch scratch) {
    this.scratch = scratch;
    chunks[0] = last;
  }

  void add(long value) {
    if (next == last.length) {
      grow();
    }
    last[next++] = value;
  }

  /** Adds so many, each a stride behind the one before. */
  void add(long[] from, int first, int stride, int count) {
    int at = first;
    int left = count;
    while (left > 0) {
      if (next == last.length) {
        grow();
      }
      long[] into = last;
      int start = next;
      int some = Math.min(left, into.length - start);
      for (int i = 0; i < some; i++) {
        into[start + i] = from[at];
        at += stride;
      }
      next = start + some;
      left -= some;
    }
  }

  private void grow() {
    if (next < CHUNK) {
      last = Arrays.copyOf(last, 4 * next);
      chunks[full] = last;
      return;
    }
    if (!scratch.keeps(CHUNK)) {
      beside[full] = scratch.longs(CHUNK).put(0, last);
      chunks[full] = BESIDE;
    }
    full++;
    if (full == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * full);
      beside = Arrays.copyOf(beside, 2 * full);
    }
    last = chunks[full - 1] == BESIDE ? last : new long[CHUNK];
    chunks[full] = last;
    next = 0;
  }

  long get(long index) {
    int place = (int) (index >> BITS);
    int at = (int) index & (CHUNK - 1);
    long[] chunk = chunks[place];
    return chunk == BESIDE ? beside[place].get(at) : chunk[at];
  }

  int size() {
    return (full << BITS) + next;
  }
}

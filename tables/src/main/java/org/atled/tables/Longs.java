package org.atled.tables;

import java.nio.LongBuffer;
import java.util.Arrays;

/** Numbers that are added one behind the other, in the heap or beside it. */
final class Longs {
  private static final int FIRST = 16;
  private static final int BITS = 16;
  private static final int CHUNK = 1 << BITS;

  private final Scratch scratch;
  private LongBuffer[] chunks;
  private int size;
  private int room = FIRST;

  Longs(Scratch scratch) {
    this.scratch = scratch;
    this.chunks = new LongBuffer[] {scratch.longs(FIRST)};
  }

  void add(long value) {
    if (size == room) {
      grow();
    }
    chunks[size >> BITS].put(size & (CHUNK - 1), value);
    size++;
  }

  private void grow() {
    if (room < CHUNK) {
      LongBuffer larger = scratch.longs(4 * room);
      chunks[0] = larger.put(0, chunks[0], 0, size);
      room *= 4;
      return;
    }
    int count = size >> BITS;
    chunks = count == chunks.length ? Arrays.copyOf(chunks, 2 * count) : chunks;
    chunks[count] = scratch.longs(CHUNK);
    room += CHUNK;
  }

  long get(int index) {
    return chunks[index >> BITS].get(index & (CHUNK - 1));
  }

  int size() {
    return size;
  }
}

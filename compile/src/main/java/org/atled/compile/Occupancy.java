package org.atled.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which parts of an arena are taken when. A tree over time: each node holds what is taken all the
 * time of its span, and what is taken some time of it, as intervals that are merged where they
 * touch. So the places of all that live at one time need not be gone through one by one.
 */
final class Occupancy {
  private final Node root;
  private long visits;

  /**
   * @param times for times from 0 to below this
   */
  Occupancy(int times) {
    root = new Node(0, times);
  }

  /** How many intervals were looked at by all calls of {@link #firstGap}. */
  long visits() {
    return visits;
  }

  /** The least offset from which so many elements are free from one time to another, included. */
  long firstGap(int first, int last, int length) {
    List<TreeMap<Long, Long>> taken = new ArrayList<>();
    root.collect(first, last, taken);
    long offset = 0;
    for (boolean free = false; !free; ) {
      free = true;
      for (TreeMap<Long, Long> intervals : taken) {
        visits++;
        Map.Entry<Long, Long> latest = intervals.lowerEntry(offset + length);
        if (latest != null && latest.getValue() > offset) {
          offset = latest.getValue();
          free = false;
        }
      }
    }
    return offset;
  }

  /** Takes elements from one time to another, included. */
  void take(int first, int last, long offset, int length) {
    root.take(first, last, offset, offset + length);
  }

  private static final class Node {
    private final int from;
    private final int to;

    /** By their starts the ends of what is taken all the time, and of what is taken some time. */
    private final TreeMap<Long, Long> always = new TreeMap<>();

    private final TreeMap<Long, Long> sometimes = new TreeMap<>();
    private final List<Node> halves;

    Node(int from, int to) {
      this.from = from;
      this.to = to;
      int half = (from + to) >>> 1;
      halves = to - from < 2 ? List.of() : List.of(new Node(from, half), new Node(half, to));
    }

    private boolean isWithin(int first, int last) {
      return first <= from && to <= last + 1;
    }

    private boolean isApart(int first, int last) {
      return last < from || to <= first;
    }

    void collect(int first, int last, List<TreeMap<Long, Long>> taken) {
      if (isApart(first, last) || sometimes.isEmpty()) {
        return;
      }
      if (isWithin(first, last)) {
        taken.add(sometimes);
        return;
      }
      if (!always.isEmpty()) {
        taken.add(always);
      }
      halves.forEach(half -> half.collect(first, last, taken));
    }

    void take(int first, int last, long start, long end) {
      if (isApart(first, last)) {
        return;
      }
      add(sometimes, start, end);
      if (isWithin(first, last)) {
        add(always, start, end);
      } else {
        halves.forEach(half -> half.take(first, last, start, end));
      }
    }

    private static void add(TreeMap<Long, Long> intervals, long start, long end) {
      long from = start;
      long to = end;
      Map.Entry<Long, Long> touching = intervals.floorEntry(to);
      while (touching != null && touching.getValue() >= from) {
        from = Math.min(from, touching.getKey());
        to = Math.max(to, touching.getValue());
        intervals.remove(touching.getKey());
        touching = intervals.floorEntry(to);
      }
      intervals.put(from, to);
    }
  }
}

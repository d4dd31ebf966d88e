package org.atled.cpu;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The threads that help with large kernels: daemons that spin for at most 50 µs after their last
 * work and then park. Work comes in numbered parts which the threads, the caller among them, take
 * one by one (above 65,535 of them, a range at a time), so a slow thread delays nobody by more than
 * that. The caller takes the first that is left and helpers the last: of regions that are cut
 * alike, each of two threads mostly gets what it had before, and finds it in its cache. One caller
 * has the pool at a time; another runs its parts itself, and so does a part that calls for help.
 *
 * <p>All of one region is described by {@link #state}: the region's number in the high half, and in
 * the low one how many parts were taken from the front and, above, from the back. A thread takes a
 * part by a compare-and-set on all at once, so that one that slept through a region can never take
 * a part of the next by what it knew of the last. A region is closed before the next one's fields
 * are written.
 */
final class ThreadPool {
  private static final System.Logger LOGGER = System.getLogger(ThreadPool.class.getName());

  private static final long SPIN_NANOS = 50_000;

  private static final int BITS = 16;

  /** As many as can be counted from one end. */
  private static final int MOST_PARTS = (1 << BITS) - 1;

  /** As what was taken from the front: no less than all, so there is nothing left. */
  private static final int CLOSED = MOST_PARTS;

  private static final VarHandle STATE;
  private static final ThreadPool SHARED =
      new ThreadPool(Thread.ofPlatform().daemon().name("atled-cpu-", 1).factory());

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(ThreadPool.class, "state", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** One part of a region's work. */
  @FunctionalInterface
  interface Part {
    void run(int part);
  }

  private static final Part NOTHING = part -> {};

  private final AtomicBoolean busy = new AtomicBoolean();
  private final AtomicInteger finished = new AtomicInteger();
  private final ThreadFactory threads;
  private volatile Worker[] workers = new Worker[0];

  /** Whether a thread was refused: then nobody is asked again at every kernel. */
  private volatile boolean complete;

  @SuppressWarnings("unused") // through STATE
  private volatile long state = CLOSED;

  // Written before state announces a region, by the caller that has the pool.
  private int parts;
  private int helpers;
  private Part work = NOTHING;

  private volatile @Nullable Throwable failure;
  private volatile @Nullable Thread waiting;

  /** With helpers from a factory, which makes daemons. */
  ThreadPool(ThreadFactory threads) {
    this.threads = threads;
  }

  /** The pool of the process: several would compete for the same processors. */
  static ThreadPool shared() {
    return SHARED;
  }

  /**
   * Runs parts 0 … parts − 1, each once, on at most so many threads, and returns when all are done.
   * Fewer threads take part when the system has no more, the caller alone at worst. If one throws,
   * parts that have not begun are skipped and it is thrown here.
   */
  void run(int threads, int parts, Part part) {
    if (parts <= 1 || threads <= 1 || !busy.compareAndSet(false, true)) {
      for (int i = 0; i < parts; i++) {
        part.run(i);
      }
      return;
    }
    try {
      int each = (parts - 1) / MOST_PARTS + 1;
      int count = (parts - 1) / each + 1;
      Part grouped = each == 1 ? part : ranges(parts, each, part);
      runTogether(Math.min(threads, count) - 1, count, grouped);
    } finally {
      work = NOTHING;
      failure = null;
      busy.set(false);
    }
  }

  private static Part ranges(int parts, int each, Part part) {
    return range -> {
      int end = (int) Math.min(parts, (range + 1L) * each);
      for (int i = range * each; i < end; i++) {
        part.run(i);
      }
    };
  }

  /** How many parts each helper has run since it was made; for tests. */
  long[] helped() {
    Worker[] all = workers;
    long[] counts = new long[all.length];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = all[i].taken.get();
    }
    return counts;
  }

  private void runTogether(int wanted, int parts, Part part) {
    startHelpers(wanted);
    Worker[] all = workers;
    int helpers = Math.min(wanted, all.length);
    finished.set(0);
    this.helpers = helpers;
    this.parts = parts;
    this.work = part;
    int region = (int) (state >>> 32) + 1;
    STATE.setVolatile(this, (long) region << 32);
    for (int i = 0; i < helpers; i++) {
      all[i].wake();
    }
    while (takePart(-1)) {}
    awaitHelpers(parts);
    // Closes the region before anything of the next is written: see state.
    STATE.setVolatile(this, ((long) region << 32) | CLOSED);
    Throwable thrown = failure;
    if (thrown instanceof Error e) {
      throw e;
    } else if (thrown instanceof RuntimeException e) {
      throw e;
    }
  }

  /** Takes and runs one part; false when this thread has nothing to take now. */
  private boolean takePart(int helper) {
    long seen = state;
    int parts = this.parts;
    Part work = this.work;
    int front = (int) seen & MOST_PARTS;
    int back = (int) seen >>> BITS;
    if (front + back >= parts || helper >= helpers) {
      return false;
    }
    boolean isCaller = helper < 0;
    if (STATE.compareAndSet(this, seen, seen + (isCaller ? 1 : 1 << BITS))) {
      try {
        if (failure == null) {
          work.run(isCaller ? front : parts - 1 - back);
        }
      } catch (Throwable t) {
        failure = t;
      }
      if (helper >= 0) {
        workers[helper].count(); // before the caller goes on
      }
      if (finished.incrementAndGet() == parts) {
        LockSupport.unpark(waiting);
      }
    }
    return true;
  }

  private void awaitHelpers(int parts) {
    long start = 0;
    for (int spins = 1; finished.get() < parts; spins++) {
      Thread.onSpinWait();
      if ((spins & 63) == 0) {
        long now = System.nanoTime();
        if (start == 0) {
          start = now;
        } else if (now - start > SPIN_NANOS) {
          parkUntilFinished(parts);
        }
      }
    }
  }

  private void parkUntilFinished(int parts) {
    boolean interrupted = false;
    waiting = Thread.currentThread();
    while (finished.get() < parts) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted();
    }
    waiting = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts helpers up to so many, or as many as the system grants. */
  private void startHelpers(int wanted) {
    Worker[] all = workers;
    if (all.length >= wanted || complete) {
      return;
    }
    Worker[] more = Arrays.copyOf(all, wanted);
    int started = all.length;
    try {
      for (; started < wanted; started++) {
        more[started] = new Worker(started);
        more[started].thread.start();
      }
    } catch (OutOfMemoryError e) {
      complete = true;
      LOGGER.log(
          System.Logger.Level.WARNING,
          "The CPU kernels asked for {0} threads and the system granted {1} ({2}). They go"
              + " on with those; set fewer with Cpu.setThreads or -D{3}, or raise the"
              + " limit on threads and start again.",
          wanted + 1,
          started + 1,
          e.getMessage(),
          Cpu.THREADS_PROPERTY);
    } finally {
      // Only those that run: a caller must not count on one that was never started.
      workers = Arrays.copyOf(more, started);
    }
  }

  private final class Worker implements Runnable {
    private final int number;
    private final Thread thread;
    private volatile boolean parked;
    private final AtomicLong taken = new AtomicLong();

    Worker(int number) {
      this.number = number;
      this.thread = threads.newThread(this);
    }

    void count() {
      taken.lazySet(taken.get() + 1); // only this thread writes
    }

    void wake() {
      if (parked) {
        LockSupport.unpark(thread);
      }
    }

    @Override
    public void run() {
      while (true) {
        long seen = state;
        while (takePart(number)) {}
        // One that is not wanted now (fewer threads were asked for) leaves the processor at once.
        if (number >= helpers || !spinUntilChanged(seen)) {
          parked = true;
          // Looks once more: a caller that announced before it saw the flag sends no signal.
          if ((state >>> 32) == (seen >>> 32)) {
            LockSupport.park(this);
            Thread.interrupted();
          }
          parked = false;
        }
      }
    }

    /** Whether a new region was announced within the spinning time. */
    private boolean spinUntilChanged(long seen) {
      long start = System.nanoTime();
      while ((state >>> 32) == (seen >>> 32)) {
        for (int i = 0; i < 32; i++) {
          Thread.onSpinWait();
        }
        if (System.nanoTime() - start > SPIN_NANOS) {
          return false;
        }
      }
      return true;
    }
  }
}

package org.atled.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.file.Leftovers;
import org.atled.formats.file.LockFile;

/**
 * Writes the checkpoints of a run. The training thread only copies the numbers; a thread of its own
 * writes them, and what it fails by is thrown on the training thread at its next call.
 */
final class CheckpointWriter implements AutoCloseable {
  private static final String LOCK = "lock";

  /** Where files go, whole or not at all. */
  @FunctionalInterface
  interface Store {
    void write(Path file, AtomicFile.Content content);
  }

  private final Checkpoints wanted;
  private final Store store;
  private final LockFile lock;
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("atled-checkpoints").factory());
  private final Snapshot snapshot = new Snapshot();

  /** The number of the first checkpoint that is this run's. */
  private final long first;

  private Future<?> pending = CompletableFuture.completedFuture("");
  private Optional<Run.Position> written = Optional.empty();
  private long number;
  private long step;
  private long time = System.nanoTime();
  private double best = Double.POSITIVE_INFINITY;

  private CheckpointWriter(
      Checkpoints wanted, Store store, LockFile lock, Run start, boolean isResumed) {
    this.wanted = wanted;
    this.store = store;
    this.lock = lock;
    List<CheckpointFile> there = CheckpointFile.all(wanted.folder());
    number = there.isEmpty() ? 1 : there.getFirst().number() + 1;
    first = isResumed ? 0 : number;
    step = start.position().step();
    start.history().forEach(report -> best = Math.min(best, Training.loss(report)));
    prepare(start);
  }

  /**
   * All that a checkpoint takes of the training, once: so the first takes no longer than others.
   */
  private void prepare(Run start) {
    Object unused = content(start);
  }

  private CheckpointFile.Content content(Run run) {
    return new CheckpointFile.Content(SavedRun.state(run), snapshot.of(SavedRun.numbers(run)));
  }

  /**
   * Takes the folder.
   *
   * @param isResumed whether the checkpoints that are there are of this run
   * @throws AtledException if another run writes there, or it cannot be written
   */
  static CheckpointWriter begin(Checkpoints wanted, Store store, Run start, boolean isResumed) {
    Path folder = wanted.folder();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AtledException("Cannot make the folder " + folder + ": " + e + ".", e);
    }
    LockFile lock = LockFile.of(folder.resolve(LOCK), folder);
    try {
      Leftovers.clearIn(folder);
      return new CheckpointWriter(wanted, store, lock, start, isResumed);
    } catch (IOException e) {
      lock.close();
      throw new AtledException("Cannot write " + folder + ": " + e + ".", e);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** After a step within an epoch. */
  void stepTaken(long steps, Supplier<Run> run) {
    if (pending.isDone()) {
      await();
      if (isDue(steps)) {
        write(run.get(), false);
      }
    }
  }

  private boolean isDue(long steps) {
    return (wanted.steps().isPresent() && steps - step >= wanted.steps().getAsLong())
        || (wanted.time().isPresent() && System.nanoTime() - time >= wanted.time().get().toNanos());
  }

  /** After an epoch and its report. */
  void epochDone(EpochReport report, long steps, Supplier<Run> run) {
    double loss = Training.loss(report);
    if (loss < best) {
      best = loss;
      write(run.get(), true);
    } else {
      stepTaken(steps, run);
    }
  }

  /** At the end of the run: what is on the disk then is all of it. */
  void end(Run run) {
    if (written.filter(run.position()::equals).isEmpty()) {
      write(run, false);
    }
    await();
  }

  private void write(Run run, boolean isBest) {
    await();
    CheckpointFile file =
        CheckpointFile.in(wanted.folder(), number++, run.position().step(), isBest);
    CheckpointFile.Content content = content(run);
    pending =
        writer.submit(() -> {
          store.write(file.path(), content.bytes(file.path()));
          deleteOthers();
        });
    written = Optional.of(run.position());
    step = run.position().step();
    time = System.nanoTime();
  }

  /** All but the last ones and the best of this run. */
  private void deleteOthers() {
    int kept = 0;
    boolean isBestKept = false;
    for (CheckpointFile file : CheckpointFile.all(wanted.folder())) {
      boolean isOurs = file.number() >= first;
      boolean isLast = isOurs && kept < wanted.keep();
      boolean isTheBest = isOurs && file.isBest() && !isBestKept;
      kept += isLast ? 1 : 0;
      isBestKept |= isTheBest;
      if (!isLast && !isTheBest) {
        try {
          Files.deleteIfExists(file.path());
        } catch (IOException e) {
          throw new AtledException("Cannot delete " + file.path() + ": " + e + ".", e);
        }
      }
    }
  }

  /** Until the last one is written. */
  private void await() {
    boolean isInterrupted = false;
    try {
      while (true) {
        try {
          Object unused = pending.get();
          return;
        } catch (InterruptedException e) {
          isInterrupted = true; // a file is not left in its middle
        } catch (ExecutionException e) {
          pending = CompletableFuture.completedFuture("");
          throw e.getCause() instanceof AtledException known
              ? known
              : new AtledException("A checkpoint could not be written: " + e.getCause() + ".", e);
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    try (lock) {
      await();
    } finally {
      writer.shutdown();
    }
    if (written.isEmpty()) {
      try {
        Files.deleteIfExists(wanted.folder());
      } catch (IOException e) {
        // Something else is in it.
        System.getLogger("org.atled.train").log(System.Logger.Level.DEBUG, e::toString);
      }
    }
  }
}

package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLoaderTest {
  private static final Seed SEED = Seed.of(7);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50})
  void anEpochGivesEachExampleOnce(int prefetch) {
    var loader = DataLoader.of(counting(37), 5).shuffled(SEED).prefetching(prefetch);

    List<List<Long>> batches = batches(loader.epoch(0));

    assertThat(batches).hasSize(8).hasSize(loader.batches());
    assertThat(batches.getLast()).hasSize(2);
    assertThat(batches.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 37).boxed().toList())
        .isNotEqualTo(LongStream.range(0, 37).boxed().toList());
  }

  @Test
  void inputsTargetsAndNumbersBelongTogether() {
    for (Batch batch : DataLoader.of(counting(37), 5).shuffled(SEED).epoch(1)) {
      for (int i = 0; i < batch.size(); i++) {
        long example = Numbers.longs(batch.index())[i];
        assertThat(Numbers.floats(batch.x())[i]).isEqualTo(example);
        assertThat(Numbers.longs(batch.y())[i]).isEqualTo(example % 2);
      }
    }
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    var loader = DataLoader.of(counting(37), 5).shuffled(SEED);
    List<List<Long>> first = batches(loader.epoch(0));

    assertThat(batches(loader.epoch(0))).isEqualTo(first);
    assertThat(batches(DataLoader.of(counting(37), 5).shuffled(SEED).prefetching(0).epoch(0)))
        .isEqualTo(first);
    assertThat(batches(loader.epoch(1))).isNotEqualTo(first);
    assertThat(batches(loader.shuffled(Seed.of(8)).epoch(0))).isNotEqualTo(first);
  }

  @Test
  void theOrderIsTheSameForever() {
    assertThat(batches(DataLoader.of(counting(8), 8).shuffled(SEED).epoch(3)))
        .containsExactly(List.of(0L, 4L, 3L, 2L, 7L, 5L, 6L, 1L));
  }

  @Test
  void withoutShufflingExamplesComeAsTheyLie() {
    assertThat(batches(DataLoader.of(counting(5), 2).epoch(4)))
        .containsExactly(List.of(0L, 1L), List.of(2L, 3L), List.of(4L));
  }

  @Test
  void theShortLastBatchCanBeDropped() {
    var loader = DataLoader.of(counting(37), 5).shuffled(SEED).droppingLast();

    List<List<Long>> batches = batches(loader.epoch(0));

    assertThat(batches).hasSize(7).hasSize(loader.batches());
    assertThat(batches).allMatch(batch -> batch.size() == 5);
    assertThat(batches).isEqualTo(batches(loaderWithLast().epoch(0)).subList(0, 7));
  }

  @Test
  void anEpochResumesInTheMiddle() {
    var loader = loaderWithLast();
    List<List<Long>> whole = batches(loader.epoch(2));

    assertThat(batches(loader.epoch(2).from(3))).isEqualTo(whole.subList(3, 8));
    assertThat(loader.epoch(2).from(3).size()).isEqualTo(5);
    assertThat(batches(loader.epoch(2).from(8))).isEmpty();
    assertThatThrownBy(() -> loader.epoch(2).from(9))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "An epoch of \"counting\" has 8 batches, so that it cannot begin with batch 9; was the"
                + " position saved with another batch size or data set?");
    assertThatThrownBy(() -> loader.epoch(-1))
        .hasMessage("Epochs count from 0, but the number is -1.");
  }

  @Test
  void readsAheadOnAnotherThreadAndNoFurtherThanAsked() throws Exception {
    var watched = new Watched(counting(100));
    Iterator<Batch> batches = DataLoader.of(watched, 10).prefetching(3).epoch(0).iterator();

    batches.next();
    watched.reached(4);
    watched.finish();

    assertThat(watched.readers).doesNotContain(Thread.currentThread());
    assertThat(watched.readers).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void anIterationThatIsGivenUpLeavesNoThread(int taken) throws Exception {
    var watched = new Watched(counting(100));
    Iterator<Batch> batches = DataLoader.of(watched, 10).prefetching(2).epoch(0).iterator();
    for (int i = 0; i < taken; i++) {
      batches.next();
    }

    watched.reached(taken + 2);

    assertThat(watched.readers).allMatch(Thread::isDaemon);
    watched.finish();
  }

  @Test
  void whatFailsOnTheOtherThreadIsThrownInItsPlace() throws Exception {
    var fault = new ArgumentException("Example 23 is damaged.");
    var watched =
        new Watched(counting(100)) {
          @Override
          public Batch batch(int... examples) {
            if (IntStream.of(examples).anyMatch(example -> example == 23)) {
              throw fault;
            }
            return super.batch(examples);
          }
        };
    Iterator<Batch> batches = DataLoader.of(watched, 10).prefetching(2).epoch(0).iterator();
    batches.next();
    batches.next();

    assertThatThrownBy(batches::next).isSameAs(fault);
    assertThat(batches.hasNext()).isFalse();
    watched.finish();
  }

  @Test
  void anInterruptedWaitEndsTheEpoch() throws Exception {
    var never = new CountDownLatch(1);
    var stuck =
        new Watched(counting(10)) {
          @Override
          public Batch batch(int... examples) {
            readers.add(Thread.currentThread());
            try {
              never.await();
            } catch (InterruptedException interrupted) {
              throw new AtledException("The reader was stopped.", interrupted);
            }
            return super.batch(examples);
          }
        };
    Iterator<Batch> batches = DataLoader.of(stuck, 1).epoch(0).iterator();
    Thread.currentThread().interrupt();

    assertThatThrownBy(batches::next)
        .isInstanceOf(AtledException.class)
        .hasMessage("Interrupted while waiting for a batch; the epoch ends here.");
    assertThat(Thread.interrupted()).isTrue();
    stuck.finish();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void anEpochEnds(int prefetch) {
    var batches = DataLoader.of(counting(4), 2).prefetching(prefetch).epoch(0).iterator();
    batches.next();
    batches.next();

    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next)
        .isInstanceOf(NoSuchElementException.class)
        .hasMessage("The epoch has no batch 2.");
  }

  @Test
  void refusesWhatCannotBeCut() {
    assertThatThrownBy(() -> DataLoader.of(counting(5), 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Loader of \"counting\": the batch size must be at least 1 but is 0.");
    assertThatThrownBy(() -> DataLoader.of(counting(5), 1).prefetching(-1))
        .hasMessage(
            "Loader of \"counting\": the batches to read ahead must be at least 0 but are -1.");
    assertThatThrownBy(() -> DataLoader.of(counting(5), 6).droppingLast())
        .hasMessage(
            "Loader of \"counting\": the data set has 5 examples, fewer than one batch of 6, so"
                + " that dropping the last batch drops all; take a smaller batch.");
  }

  private static DataLoader loaderWithLast() {
    return DataLoader.of(counting(37), 5).shuffled(SEED);
  }

  /** Example i is the number i, of the class i mod 2. */
  private static Dataset counting(int size) {
    float[] x = new float[size];
    long[] y = new long[size];
    for (int i = 0; i < size; i++) {
      x[i] = i;
      y[i] = i % 2;
    }
    var info = new DatasetInfo("counting", Shape.of(1), Task.Classification.numbered(2));
    return ArrayDataset.of(info, new Rows.Floats(x, Shape.of(1)), new Rows.Labels(y));
  }

  private static List<List<Long>> batches(Epoch epoch) {
    var batches = new ArrayList<List<Long>>();
    for (Batch batch : epoch) {
      batches.add(LongStream.of(Numbers.longs(batch.index())).boxed().toList());
    }
    return batches;
  }

  /** Knows the threads that read it. */
  private static class Watched implements Dataset {
    final ConcurrentLinkedQueue<Thread> readers = new ConcurrentLinkedQueue<>();
    private final Semaphore read = new Semaphore(0);
    private final Dataset data;

    Watched(Dataset data) {
      this.data = data;
    }

    /** Waits for the reading thread to end, after which nothing more can be read. */
    void finish() throws InterruptedException {
      for (Thread reader : readers) {
        assertThat(reader.join(Duration.ofSeconds(60))).as("%s has ended", reader).isTrue();
      }
    }

    /** Waits until so many batches were read. */
    void reached(int batches) throws InterruptedException {
      assertThat(read.tryAcquire(batches, 60, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public DatasetInfo info() {
      return data.info();
    }

    @Override
    public int size() {
      return data.size();
    }

    @Override
    public Batch batch(int... examples) {
      readers.add(Thread.currentThread());
      read.release();
      return data.batch(examples);
    }
  }
}

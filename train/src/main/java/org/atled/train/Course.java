package org.atled.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataLoader;
import org.atled.formats.json.JsonObject;
import org.atled.nn.optim.Schedule;

/**
 * How a run was to go, beside its rules: one that is resumed must ask for the same.
 *
 * @param epochs how many there were to be
 * @param batches in an epoch
 * @param parts of a batch whose gradients are gathered, by phase
 * @param tile of how many windows the tiles of its convolutions are, where that was said
 * @param examples that it learned from
 * @param data their {@link Fingerprint}
 * @param notes what a program wanted to be kept with it
 * @param listeners whose numbers are saved with it
 * @param checkpoints where it wrote some
 */
public record Course(
    Schedule schedule,
    int epochs,
    int batches,
    List<Integer> parts,
    Optional<Integer> tile,
    long examples,
    String data,
    JsonObject notes,
    List<Resumable> listeners,
    Optional<Path> checkpoints) {
  /** At how many moments of a run schedules are compared. */
  private static final int MOMENTS = 32;

  public Course {
    parts = List.copyOf(parts);
    listeners = List.copyOf(listeners);
  }

  static Course of(Trainer trainer, DataLoader data) {
    return new Course(
        trainer.schedule(),
        trainer.epochs(),
        data.batches(),
        parts(trainer),
        trainer.tile(),
        data.dataset().size(),
        Fingerprint.of(data.dataset()),
        trainer.notes(),
        resumables(trainer),
        trainer.checkpoints().map(Checkpoints::folder));
  }

  /** The listeners of a trainer whose numbers are saved. */
  static List<Resumable> resumables(Trainer trainer) {
    return trainer.listeners().stream()
        .flatMap(each -> each instanceof Resumable r ? Stream.of(r) : Stream.empty())
        .toList();
  }

  /** Into how many parts each phase cuts a batch. */
  static List<Integer> parts(Trainer trainer) {
    return trainer.phases().stream()
        .map(phase -> phase.step() instanceof Supervised step ? step.parts() : 1)
        .toList();
  }

  /** The numbers of listeners by {@code KEY/NAME}. */
  static SequencedMap<String, Tensor> kept(List<Resumable> listeners) {
    SequencedMap<String, Tensor> all = new LinkedHashMap<>();
    keys(listeners)
        .forEach((key, listener) ->
            listener.kept().forEach((name, numbers) -> all.put(key + "/" + name, numbers)));
    return all;
  }

  /** Gives listeners back what they kept. */
  static void giveBack(List<Resumable> listeners, Map<String, Tensor> all) {
    keys(listeners)
        .forEach((key, listener) -> {
          Map<String, Tensor> own = new LinkedHashMap<>();
          all.forEach((name, numbers) -> {
            if (name.startsWith(key + "/")) {
              own.put(name.substring(key.length() + 1), numbers);
            }
          });
          listener.takeBack(own);
        });
  }

  /** Of two that are called the same, the second is numbered. */
  private static SequencedMap<String, Resumable> keys(List<Resumable> listeners) {
    SequencedMap<String, Resumable> keys = new LinkedHashMap<>();
    for (Resumable listener : listeners) {
      String key = listener.key();
      keys.put(keys.containsKey(key) ? key + keys.size() : key, listener);
    }
    return keys;
  }

  /**
   * What a schedule says over a run: factors, and momenta where it changes them, at moments that
   * are evenly spread. Of epochs that have ended none was better than the first.
   */
  static List<double[]> course(Schedule schedule, int epochs, int batches) {
    List<double[]> course = new ArrayList<>();
    long steps = (long) epochs * batches;
    long last = -1;
    for (int i = 0; i < MOMENTS; i++) {
      long step = steps * i / MOMENTS;
      if (step == last) {
        continue;
      }
      last = step;
      Schedule.Moment at =
          new Schedule.Moment(
              step,
              steps,
              batches,
              DoubleStream.generate(() -> 1).limit(step / batches).boxed().toList());
      OptionalDouble momentum = schedule.momentum(at);
      course.add(
          momentum.isPresent()
              ? new double[] {step, schedule.factor(at), momentum.getAsDouble()}
              : new double[] {step, schedule.factor(at)});
    }
    return course;
  }
}

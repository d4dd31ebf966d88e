package org.atled.lectures;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The lectures as a course, from a line to models that make examples: chapters in an order in which
 * each lecture comes after those that it builds on. A lecture is one line here; one without a line
 * is known by its name all the same, and stands behind the course.
 */
final class Course {
  private static final List<Chapter> CHAPTERS =
      List.of(
          chapter(
              "From a line to a network",
              lecture("housing"),
              lecture("linear-fails", "housing"),
              lecture("v-shape", "linear-fails"),
              lecture("activations", "v-shape"),
              lecture("identity-collapses", "activations"),
              lecture("outputs", "linear-fails"),
              lecture("universal", "activations"),
              lecture("random-fourier", "universal")),
          chapter(
              "How gradients are computed",
              lecture("ladder", "v-shape"),
              lecture("jacobian", "ladder"),
              lecture("cost", "jacobian")),
          chapter(
              "How a network learns",
              lecture("sgd", "outputs"),
              lecture("learning-rate", "sgd"),
              lecture("input-scale", "learning-rate")),
          chapter(
              "Depth",
              lecture("width-or-depth", "universal", "identity-collapses"),
              lecture("vanishing", "activations", "jacobian"),
              lecture("dead-relu", "activations", "learning-rate"),
              lecture("residual-depth", "vanishing", "width-or-depth"),
              lecture("layer-norm-invariance", "input-scale"),
              lecture("batch-norm", "layer-norm-invariance", "vanishing")),
          chapter(
              "Learning what holds for others",
              lecture("capacity", "universal", "sgd"),
              lecture("double-descent", "capacity", "random-fourier"),
              lecture("regularisation", "capacity"),
              lecture("weight-decay", "regularisation"),
              lecture("dropout-ensemble", "regularisation"),
              lecture("calibration", "regularisation", "outputs")),
          chapter(
              "Images",
              lecture("conv-is-matmul", "identity-collapses"),
              lecture("conv", "conv-is-matmul"),
              lecture("pooling", "conv"),
              lecture("receptive-field", "conv", "pooling"),
              lecture("lenet", "pooling", "outputs"),
              lecture("residual-images", "lenet", "residual-depth"),
              lecture("features", "lenet")),
          chapter(
              "Sequences",
              lecture("rnn-unrolled", "ladder"),
              lecture("vanishing-in-time", "rnn-unrolled", "vanishing"),
              lecture("attention-by-hand", "jacobian"),
              lecture("positions", "attention-by-hand"),
              lecture("char-model", "outputs", "vanishing-in-time", "positions"),
              lecture("attention-maps", "char-model")),
          chapter(
              "Why it said so",
              lecture("interpret", "features"),
              lecture("saliency", "interpret"),
              lecture("adversarial", "saliency", "regularisation")),
          chapter(
              "Models that make examples",
              lecture("autoencoder", "features"),
              lecture("latent-space", "autoencoder"),
              lecture("gan-2d", "universal", "learning-rate"),
              lecture("diffusion-2d", "latent-space"),
              lecture("diffusion-digits", "diffusion-2d", "lenet")));

  private Course() {}

  /**
   * Lectures on one theme.
   *
   * @param title of the chapter
   */
  record Chapter(String title, List<Lecture> lectures) {}

  /**
   * A lecture's place.
   *
   * @param needs the names of those that it builds on, all of them before it
   */
  record Lecture(String name, List<String> needs) {}

  private static Chapter chapter(String title, Lecture... lectures) {
    return new Chapter(title, List.of(lectures));
  }

  private static Lecture lecture(String name, String... needs) {
    return new Lecture(name, List.of(needs));
  }

  static List<Chapter> chapters() {
    return CHAPTERS;
  }

  /** All lectures that have a place, in order. */
  static Stream<Lecture> lectures() {
    return CHAPTERS.stream().flatMap(chapter -> chapter.lectures().stream());
  }

  /** The chapter that a lecture stands in, if it has a place. */
  static Optional<Chapter> chapterOf(String name) {
    return CHAPTERS.stream()
        .filter(
            chapter -> chapter.lectures().stream().anyMatch(lecture -> lecture.name().equals(name)))
        .findFirst();
  }

  /** What a lecture builds on; nothing if it has no place. */
  static List<String> needs(String name) {
    return lectures()
        .filter(lecture -> lecture.name().equals(name))
        .findFirst()
        .map(Lecture::needs)
        .orElse(List.of());
  }

  /** What builds on a lecture. */
  static List<String> leadsTo(String name) {
    return lectures().filter(lecture -> lecture.needs().contains(name)).map(Lecture::name).toList();
  }

  /** Names in the order of the course; those that have no place come after, as they are. */
  static Comparator<String> order() {
    List<String> all = lectures().map(Lecture::name).toList();
    return Comparator.comparingInt(name -> {
      int place = all.indexOf(name);
      return place < 0 ? all.size() : place;
    });
  }
}

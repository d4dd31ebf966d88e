package org.atled.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/** What {@code atled plot} draws; its files are called so. */
enum FigureName {
  LEARNING_CURVES,
  CONFUSION_MATRIX,
  DECISION_MAP,
  FOUND,
  WEIGHTS,
  FILTERS,
  FEATURES,
  ACTIVATIONS,
  CAM,
  OCCLUSION;

  /** Whether it is drawn of one image. */
  boolean isOfAnImage() {
    return compareTo(FEATURES) >= 0;
  }

  /** Whether it shows what the model makes of data. */
  boolean takesData() {
    return this == CONFUSION_MATRIX || this == DECISION_MAP || this == FOUND;
  }

  /** Whether it is of a layer that may be named. */
  boolean isOfALayer() {
    return this == FEATURES || this == CAM;
  }

  /** Whether it is of a class that may be named. */
  boolean isOfAClass() {
    return this == CAM || this == OCCLUSION;
  }

  /** As it is written, and as files are called. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads one. */
  static final class Converter implements ITypeConverter<FigureName> {
    @Override
    public FigureName convert(String text) {
      return Choice.of("figure", text, FigureName.values());
    }
  }
}

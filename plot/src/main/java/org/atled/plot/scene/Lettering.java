package org.atled.plot.scene;

import java.util.Optional;

/**
 * How a text looks.
 *
 * @param size of the font in pixels
 * @param halo what surrounds the letters, so that they can be read on lines
 */
public record Lettering(double size, Anchor anchor, boolean bold, Ink ink, Optional<Ink> halo) {
  /** Where a text stands on its x. */
  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Plain letters that begin at their x. */
  public Lettering(double size, Ink ink) {
    this(size, Anchor.START, false, ink, Optional.empty());
  }

  public Lettering centred() {
    return new Lettering(size, Anchor.MIDDLE, bold, ink, halo);
  }

  public Lettering ending() {
    return new Lettering(size, Anchor.END, bold, ink, halo);
  }

  public Lettering strong() {
    return new Lettering(size, anchor, true, ink, halo);
  }

  public Lettering in(Ink other) {
    return new Lettering(size, anchor, bold, other, halo);
  }

  public Lettering on(Ink background) {
    return new Lettering(size, anchor, bold, ink, Optional.of(background));
  }

  /** How wide a text is in them, in pixels. */
  public double width(String text) {
    return bold ? TextWidth.bold(text, size) : TextWidth.of(text, size);
  }
}

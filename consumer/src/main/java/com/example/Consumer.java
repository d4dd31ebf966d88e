package com.example;

import org.atled.core.shape.Shape;

/** What somebody writes on the first day. A failure here fails the build of Atled. */
public final class Consumer {
  private Consumer() {}

  /** Uses Atled and says whether it was found on the module path or on the class path. */
  public static void main(String[] args) {
    Shape shape = Shape.of(2, 3);
    System.out.println("Atled works in " + Shape.class.getModule() + ": " + shape);
  }
}

package com.example;

/** What somebody writes on the first day. A failure here fails the build of Atled. */
public final class Consumer {
  private Consumer() {}

  /** Says where Atled was found. */
  public static void main(String[] args) throws ClassNotFoundException {
    Class<?> found = Class.forName("org.atled.train.package-info");
    System.out.println("Atled is in " + found.getModule());
  }
}

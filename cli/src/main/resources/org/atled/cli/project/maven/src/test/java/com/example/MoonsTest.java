package com.example;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MoonsTest {
  @Test
  void theMoonsAreLearned() {
    var measured = Moons.train().last().test().orElseThrow();

    assertTrue(measured.metrics().get("accuracy") > 0.9, measured::toString);
  }
}

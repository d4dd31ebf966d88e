package org.atled.core.tensor;

/** The least and the greatest elements over the same axes, of the same shape. */
public record Extremes(Tensor min, Tensor max) {}

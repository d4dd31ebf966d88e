package org.atled.core.tensor;

/** Variance and mean over the same axes, of the same shape. */
public record Moments(Tensor variance, Tensor mean) {}

package org.atled.core.tensor;

/**
 * An operation made of operations: a name, in errors, recordings and plans, for what its {@link
 * #define definition} says. Its derivative is that of its parts.
 */
public non-sealed interface Composite extends Op, Defined {}

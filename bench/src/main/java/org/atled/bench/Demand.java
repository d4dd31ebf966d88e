package org.atled.bench;

/**
 * What one iteration asks of the machine at the least.
 *
 * @param flops multiplications and additions of its matrix products, or of its element-wise
 *     operations where it has none
 * @param bytes what must be read and written if each operand passes once
 * @param workingSet bytes that come back in every iteration: which cache holds them
 * @param operations how many tensor operations and updates pass the dispatcher
 */
public record Demand(long flops, long bytes, long workingSet, int operations) {}

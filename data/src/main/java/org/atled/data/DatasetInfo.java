package org.atled.data;

import org.atled.core.shape.Shape;

/**
 * What a data set is before its numbers are read.
 *
 * @param name what errors and reports call it
 * @param input the shape of one example, without the batch's axis: [1, 28, 28] for grey images
 * @param task what is to be learned
 */
public record DatasetInfo(String name, Shape input, Task task) {}

package org.atled.data;

import org.atled.core.shape.Shape;

/**
 * What a data set is.
 *
 * @param name what errors and reports call it
 * @param input the shape of one example, without the batch's axis: [1, 28, 28] for grey images
 * @param task what is to be learned
 * @param scale in which numbers inputs come; {@link ArrayDataset} measures it
 */
public record DatasetInfo(String name, Shape input, Task task, Scale scale) {
  /** Of which nobody has measured the inputs. */
  public DatasetInfo(String name, Shape input, Task task) {
    this(name, input, task, Scale.unknown());
  }
}

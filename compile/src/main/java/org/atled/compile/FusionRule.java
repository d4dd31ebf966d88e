package org.atled.compile;

import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;

/** A way to make one kernel of a producer and a consumer, instruction for instruction the same. */
@FunctionalInterface
interface FusionRule {
  /**
   * The kernel that does what both did, if the rule is for such two.
   *
   * @param needed whether something else reads what the producer writes to a storage
   */
  Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed);
}

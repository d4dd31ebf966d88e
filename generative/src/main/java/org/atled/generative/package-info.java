/** Models that make examples: autoencoders, adversarial networks, diffusion. */
@NullMarked
package org.atled.generative;

import org.jspecify.annotations.NullMarked;

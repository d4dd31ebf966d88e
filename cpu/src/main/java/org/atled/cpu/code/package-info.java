/** What the writers of generated classes share; seen by the CPU's own modules only. */
@NullMarked
package org.atled.cpu.code;

import org.jspecify.annotations.NullMarked;

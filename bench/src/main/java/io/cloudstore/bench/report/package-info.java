/** The arithmetic of what was measured, and how it is printed. Knows nothing of what is measured. */
@NullMarked
package io.cloudstore.bench.report;

import org.jspecify.annotations.NullMarked;

package io.noise.benchmarks.row;

import java.time.Duration;

/**
 * The time that cells take.
 *
 * @param warmUpAtLeast time before a rate counts as stable
 * @param warmUpAtMost time after which it is measured though it is not stable
 * @param window time of one measurement
 * @param scale the share of the rows' numbers of links, 1 for a real measurement
 */
public record Pace(Duration warmUpAtLeast, Duration warmUpAtMost, Duration window, double scale) {
}

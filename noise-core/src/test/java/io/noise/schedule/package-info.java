/**
 * Random schedules of what two nodes can do with each other, through the public API: read
 * {@code ScheduleTests} first. {@code Promises} states what holds after each of them.
 */
package io.noise.schedule;

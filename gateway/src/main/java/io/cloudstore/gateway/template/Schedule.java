package io.cloudstore.gateway.template;

import java.time.Duration;

/**
 * A function that is called by the clock.
 *
 * @param name what the function's event is called in the template
 * @param function logical id of the function
 * @param every time from one call to the next
 * @param input the JSON that the function gets
 */
public record Schedule(String name, String function, Duration every, String input) {}

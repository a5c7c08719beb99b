package io.cloudstore.bench.cold;

import java.nio.file.Path;
import java.util.Map;

/**
 * A handler that is started, and called once.
 *
 * @param name what the report calls it
 * @param handler its class
 * @param event the file of the event
 * @param environment all that its process has of an environment
 */
record Subject(String name, String handler, Path event, Map<String, String> environment) {}

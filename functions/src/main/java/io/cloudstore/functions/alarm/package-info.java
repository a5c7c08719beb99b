/**
 * The alarm as a line of the log, in CloudWatch's embedded metric format: the count {@code cloudstore_alarm} with the
 * alarm's name as dimension, in namespace {@code Cloudstore}
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * Outside AWS the same line is what a log shipper looks for.
 *
 * <p>Permissions: those of writing the function's log. Owns the logger {@value
 * io.cloudstore.functions.alarm.LoggedAlarm#LOGGER}, whose message is one whole JSON object and has to reach the log's
 * line as it is (pattern {@code %msg%n}). A ring is counted as often as it is rung; under retry an alarm may count twice.
 */
@NullMarked
package io.cloudstore.functions.alarm;

import org.jspecify.annotations.NullMarked;

package io.cloudstore.gateway.template;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Chooses each parameter's value, what was given before the default, and checks it as CloudFormation does. */
final class ParameterValues {
    /** Pseudo-parameters and their values where none is given. */
    private static final Map<String, String> PSEUDO = Map.of(
            "AWS::AccountId", "000000000000",
            "AWS::Region", "us-east-1",
            "AWS::StackName", "cloudstore",
            "AWS::Partition", "aws",
            "AWS::URLSuffix", "amazonaws.com");

    private ParameterValues() {}

    /**
     * The value of every parameter and pseudo-parameter.
     *
     * @throws TemplateException when a given one isn't declared, one without default isn't given, or a value breaks
     *     its rules
     */
    static Map<String, Value> choose(Map<String, Value> declared, Map<String, String> given) {
        for (String name : given.keySet()) {
            if (!declared.containsKey(name) && !PSEUDO.containsKey(name)) {
                throw new TemplateException(
                        "The template has no parameter " + name + ", but a value was given for it.");
            }
        }
        Map<String, Value> values = new LinkedHashMap<>();
        PSEUDO.forEach((name, usual) -> values.put(name, new Value.Scalar(given.getOrDefault(name, usual))));
        declared.forEach((name, value) -> {
            Property parameter = new Property("Parameter " + name, "", value);
            values.put(name, typed(parameter, chosen(name, parameter, given)));
        });
        return values;
    }

    private static String chosen(String name, Property parameter, Map<String, String> given) {
        String value = given.get(name);
        return value != null
                ? value
                : parameter
                        .optional("Default")
                        .map(Property::text)
                        .orElseThrow(() -> new TemplateException(
                                "Parameter " + name + " has no default, and no value was given for it."));
    }

    private static Value typed(Property parameter, String value) {
        String type = parameter.at("Type").text();
        return switch (type) {
            case "String" -> new Value.Scalar(allowed(parameter, value));
            case "Number" -> new Value.Scalar(inRange(parameter, allowed(parameter, value)));
            case "CommaDelimitedList" ->
                new Value.Sequence(
                        value.isEmpty()
                                ? List.of()
                                : Arrays.stream(value.split(","))
                                        .map(item -> (Value) new Value.Scalar(item.strip()))
                                        .toList());
            default -> throw parameter.refusal("has the type " + type + ", which is not understood");
        };
    }

    private static String allowed(Property parameter, String value) {
        parameter.optional("AllowedValues").ifPresent(values -> {
            if (values.texts().noneMatch(value::equals)) {
                throw parameter.refusal("must be one of " + values.texts().collect(Collectors.joining(", "))
                        + ", not \"" + value + "\"");
            }
        });
        parameter.optional("AllowedPattern").map(Property::text).ifPresent(pattern -> {
            if (!value.matches(
                    pattern)) { // the value may be a secret in the place of a reference, so it isn't said again
                throw parameter.refusal("must match " + pattern);
            }
        });
        return value;
    }

    private static String inRange(Property parameter, String value) {
        BigDecimal number = number(parameter, value);
        parameter.optional("MinValue").map(Property::text).ifPresent(least -> {
            if (number.compareTo(new BigDecimal(least)) < 0) {
                throw parameter.refusal("must be at least " + least + ", not " + value);
            }
        });
        parameter.optional("MaxValue").map(Property::text).ifPresent(most -> {
            if (number.compareTo(new BigDecimal(most)) > 0) {
                throw parameter.refusal("must be at most " + most + ", not " + value);
            }
        });
        return value;
    }

    private static BigDecimal number(Property parameter, String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException notANumber) {
            throw parameter.refusal("must be a number, not \"" + value + "\"");
        }
    }
}

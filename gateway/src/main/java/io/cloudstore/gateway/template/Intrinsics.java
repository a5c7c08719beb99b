package io.cloudstore.gateway.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Works out the intrinsics of one property of one resource. */
final class Intrinsics {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]*)}");

    private final String owner;
    private final References references;

    /**
     * @param owner what the values belong to, for refusals
     * @param references what names stand for
     */
    Intrinsics(String owner, References references) {
        this.owner = owner;
        this.references = references;
    }

    /** The value without intrinsics; none where it comes to {@code AWS::NoValue}. */
    Optional<Value> resolve(Value value) {
        return switch (value) {
            case Value.Scalar scalar -> Optional.of(scalar);
            case Value.Sequence(List<Value> items) ->
                Optional.of(new Value.Sequence(
                        items.stream().flatMap(item -> resolve(item).stream()).toList()));
            case Value.Mapping(Map<String, Value> entries) -> {
                Map<String, Value> resolved = new LinkedHashMap<>();
                entries.forEach((name, inner) -> resolve(inner).ifPresent(result -> resolved.put(name, result)));
                yield Optional.of(new Value.Mapping(resolved));
            }
            case Value.Call call -> call(call);
        };
    }

    /** Whether a condition's definition holds. */
    boolean holds(Value condition) {
        if (!(condition instanceof Value.Call(String intrinsic, Value argument))) {
            return text(condition).equals("true");
        }
        return switch (intrinsic) {
            case "Fn::Equals" ->
                required(arguments(intrinsic, argument, 2).get(0))
                        .equals(required(arguments(intrinsic, argument, 2).get(1)));
            case "Fn::Not" -> !holds(arguments(intrinsic, argument, 1).get(0));
            case "Fn::And" -> list(intrinsic, argument).stream().allMatch(this::holds);
            case "Fn::Or" -> list(intrinsic, argument).stream().anyMatch(this::holds);
            default -> throw refusal(intrinsic + " is no condition");
        };
    }

    private Optional<Value> call(Value.Call call) {
        Value argument = call.argument();
        return switch (call.intrinsic()) {
            case "Ref" ->
                text(argument).equals("AWS::NoValue")
                        ? Optional.empty()
                        : Optional.of(references.ref(owner, text(argument)));
            case "Fn::GetAtt" -> {
                List<Value> names = arguments(call.intrinsic(), argument, 2);
                yield Optional.of(attribute(text(names.get(0)), text(names.get(1))));
            }
            case "Fn::Sub" -> Optional.of(new Value.Scalar(substituted(argument)));
            case "Fn::Join" -> {
                List<Value> parts = arguments(call.intrinsic(), argument, 2);
                yield Optional.of(new Value.Scalar(list(call.intrinsic(), required(parts.get(1))).stream()
                        .map(this::text)
                        .collect(Collectors.joining(text(parts.get(0))))));
            }
            case "Fn::Select" -> Optional.of(selected(arguments(call.intrinsic(), argument, 2)));
            case "Fn::Split" -> {
                List<Value> parts = arguments(call.intrinsic(), argument, 2);
                yield Optional.of(new Value.Sequence(Arrays.stream(
                                text(required(parts.get(1))).split(Pattern.quote(text(parts.get(0))), -1))
                        .map(part -> (Value) new Value.Scalar(part))
                        .toList()));
            }
            case "Fn::If" -> {
                List<Value> parts = arguments(call.intrinsic(), argument, 3);
                yield resolve(parts.get(references.condition(owner, text(parts.get(0))) ? 1 : 2));
            }
            default -> throw refusal(call.intrinsic() + " gives no value here");
        };
    }

    private Value selected(List<Value> arguments) {
        List<Value> items = list("Fn::Select", required(arguments.get(1)));
        String index = text(required(arguments.get(0)));
        if (!index.matches("[0-9]{1,4}") || Integer.parseInt(index) >= items.size()) {
            throw refusal("Fn::Select has no item " + index);
        }
        return items.get(Integer.parseInt(index));
    }

    private String substituted(Value argument) {
        if (!(argument instanceof Value.Sequence(List<Value> parts))) {
            return substituted(text(argument), Map.of());
        }
        if (parts.size() == 2 && parts.get(1) instanceof Value.Mapping(Map<String, Value> own)) {
            return substituted(text(parts.get(0)), own);
        }
        throw refusal("Fn::Sub wants a text and a map");
    }

    private String substituted(String pattern, Map<String, Value> own) {
        return VARIABLE.matcher(pattern)
                .replaceAll(match -> Matcher.quoteReplacement(variable(match.group(1), match.group(2), own)));
    }

    private String variable(String literal, String name, Map<String, Value> own) {
        if (!literal.isEmpty()) {
            return "${" + name + "}";
        }
        Value given = own.get(name);
        if (given != null) {
            return text(required(given));
        }
        int dot = name.indexOf('.');
        return text(dot < 0 ? references.ref(owner, name) : attribute(name.substring(0, dot), name.substring(dot + 1)));
    }

    private Value attribute(String resource, String name) {
        return new Value.Scalar(references.attribute(owner, resource, name));
    }

    private Value required(Value value) {
        return resolve(value).orElseThrow(() -> refusal("AWS::NoValue can't be an argument"));
    }

    private List<Value> arguments(String intrinsic, Value argument, int count) {
        List<Value> items = new ArrayList<>(list(intrinsic, argument));
        if (items.size() != count) {
            throw refusal(intrinsic + " wants " + count + " arguments, not " + items.size());
        }
        return items;
    }

    private List<Value> list(String intrinsic, Value value) {
        return switch (value) {
            case Value.Sequence(List<Value> items) -> items;
            case Value.Scalar scalar -> List.of(scalar);
            default -> throw refusal(intrinsic + " wants a list");
        };
    }

    private String text(Value value) {
        if (value instanceof Value.Call && required(value) instanceof Value.Scalar(String resolved)) {
            return resolved;
        }
        if (value instanceof Value.Scalar(String text)) {
            return text;
        }
        throw refusal("a single value is wanted where there is a list or a map");
    }

    private TemplateException refusal(String what) {
        return new TemplateException(owner + ": " + what + ".");
    }
}

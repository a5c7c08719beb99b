package io.cloudstore.gateway.template;

import io.cloudstore.gateway.template.Value.Mapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of a template for one set of parameter values, what the gateway ignores or refuses included: the intrinsics are
 * worked out, and nothing is judged. A map is a {@link Map}, a list a {@link List}, everything else a {@link String}.
 */
public final class WholeTemplate {
    private WholeTemplate() {}

    /**
     * Each resource by logical id, with {@code Type}, {@code Properties} (a function's with the global defaults) and its
     * other attributes.
     *
     * @throws TemplateException when it is no template, a value breaks its parameter's rules, or an intrinsic refers to
     *     what isn't there
     */
    public static Map<String, Object> resources(String yaml, Map<String, String> values) {
        Mapping root = TemplateYaml.parse("The template", yaml);
        Map<String, RawResource> declared = TemplateReader.resources(root);
        var references = new References(
                ParameterValues.choose(
                        TemplateReader.section(root, "Parameters").entries(), values),
                TemplateReader.section(root, "Conditions").entries(),
                declared);
        Map<String, Object> resources = new LinkedHashMap<>();
        declared.forEach((id, resource) -> {
            Mapping written = TemplateReader.section(TemplateReader.section(root, "Resources"), id);
            Map<String, Value> attributes = new LinkedHashMap<>(written.entries());
            attributes.put("Properties", resource.properties());
            resources.put(id, plain(resolved(resource.owner(), references, new Mapping(attributes))));
        });
        return resources;
    }

    /** Each parameter by name, as it is declared. */
    public static Map<String, Object> parameters(String yaml) {
        Mapping parameters = TemplateReader.section(TemplateYaml.parse("The template", yaml), "Parameters");
        Map<String, Object> plain = new LinkedHashMap<>();
        parameters.entries().forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Value resolved(String owner, References references, Value value) {
        Optional<Value> resolved = new Intrinsics(owner, references).resolve(value);
        return resolved.orElse(Mapping.EMPTY);
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Scalar(String text) -> text;
            case Value.Sequence(List<Value> items) ->
                items.stream().map(WholeTemplate::plain).toList();
            case Mapping(Map<String, Value> entries) -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                entries.forEach((name, inner) -> plain.put(name, plain(inner)));
                yield plain;
            }
            case Value.Call call -> throw new TemplateException(call.intrinsic() + " can't stand here.");
        };
    }
}

package io.cloudstore.gateway.template;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads values of a template's parameters from YAML, {@code Name: value} each, as the SAM CLI takes them too. */
public final class ParametersFile {
    private ParametersFile() {}

    /**
     * The values by parameter.
     *
     * @param name what people call the file
     * @param yaml a map of texts and numbers; a list is taken for its items with commas between them
     * @throws TemplateException when it is anything else; a sentence that names the file
     */
    public static Map<String, String> read(String name, String yaml) {
        Map<String, String> values = new LinkedHashMap<>();
        new Property("File " + name, "", TemplateYaml.parse("File " + name, yaml))
                .forEach((parameter, value) ->
                        values.put(parameter, value.texts().collect(Collectors.joining(","))));
        return values;
    }
}

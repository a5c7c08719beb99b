package io.cloudstore.gateway.template;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the YAML of a template, CloudFormation's short forms ({@code !Ref}, {@code !Sub}, …) included. */
final class TemplateYaml {
    /** Every intrinsic that is understood; CloudFormation has more. */
    static final Set<String> INTRINSICS = Set.of(
            "Ref",
            "Fn::Sub",
            "Fn::GetAtt",
            "Fn::Join",
            "Fn::Select",
            "Fn::Split",
            "Fn::If",
            "Fn::Equals",
            "Fn::Not",
            "Fn::And",
            "Fn::Or");

    private TemplateYaml() {}

    /**
     * The file's content.
     *
     * @param what the file, as the beginning of a sentence
     * @throws TemplateException when it is not YAML, or uses an intrinsic that isn't understood
     */
    static Value.Mapping parse(String what, String yaml) {
        try {
            Node root = new Compose(LoadSettings.builder().setLabel(what).build())
                    .composeString(yaml)
                    .orElseThrow(() -> new TemplateException(what + " is empty."));
            if (valueOf(root) instanceof Value.Mapping mapping) {
                return mapping;
            }
            throw new TemplateException(what + " is not a map.");
        } catch (YamlEngineException notYaml) {
            throw new TemplateException(what + " is not YAML: " + notYaml.getMessage(), notYaml);
        }
    }

    private static Value valueOf(Node node) {
        String tag = node.getTag().getValue();
        if (tag.startsWith("!")) {
            return shortForm(tag.substring(1), node);
        }
        return content(node);
    }

    private static Value content(Node node) {
        return switch (node) {
            case ScalarNode scalar -> new Value.Scalar(textOf(scalar));
            case SequenceNode sequence ->
                new Value.Sequence(
                        sequence.getValue().stream().map(TemplateYaml::valueOf).toList());
            case MappingNode mapping -> mappingOf(mapping);
            default -> throw refusal(node, "An alias is not allowed in a template");
        };
    }

    private static Value mappingOf(MappingNode mapping) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw refusal(entry.getKeyNode(), "A key must be text");
            }
            if (entries.put(key.getValue(), valueOf(entry.getValueNode())) != null) {
                throw refusal(key, "The key " + key.getValue() + " is given twice");
            }
        }
        String only = entries.size() == 1 ? entries.keySet().iterator().next() : "";
        if (only.equals("Ref") || only.startsWith("Fn::")) {
            return call(only, entries.getOrDefault(only, Value.Mapping.EMPTY), mapping);
        }
        return new Value.Mapping(entries);
    }

    private static Value shortForm(String name, Node node) {
        return call(name.equals("Ref") ? name : "Fn::" + name, content(node), node);
    }

    private static Value call(String intrinsic, Value argument, Node node) {
        if (!INTRINSICS.contains(intrinsic)) {
            throw refusal(node, "The intrinsic " + intrinsic + " is not understood outside AWS");
        }
        if (intrinsic.equals("Fn::GetAtt") && argument instanceof Value.Scalar(String text) && text.contains(".")) {
            int dot = text.indexOf('.');
            return new Value.Call(
                    intrinsic,
                    new Value.Sequence(List.of(
                            new Value.Scalar(text.substring(0, dot)), new Value.Scalar(text.substring(dot + 1)))));
        }
        return new Value.Call(intrinsic, argument);
    }

    private static String textOf(ScalarNode scalar) {
        return scalar.getTag().equals(Tag.NULL) ? "" : scalar.getValue();
    }

    private static TemplateException refusal(Node node, String what) {
        String where = node.getStartMark()
                .map(mark -> " (line " + (mark.getLine() + 1) + ")")
                .orElse("");
        return new TemplateException(what + where + ".");
    }
}

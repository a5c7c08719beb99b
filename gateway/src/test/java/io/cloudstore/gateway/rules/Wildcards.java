package io.cloudstore.gateway.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The wildcards in a template's policies, and whether somebody wrote why. The form: a comment right above the statement,
 * or right above the line with the wildcard, that begins {@code wildcard on purpose:} or {@code wildcards on purpose:}
 * and goes on with the reason. One wildcard needs none: the key after a bucket's one prefix, as in
 * {@code ${StagingBucket.Arn}/staging/*}.
 */
final class Wildcards {
    private static final Set<String> WHERE =
            Set.of("Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal");
    private static final Pattern KEY_AFTER_A_PREFIX = Pattern.compile("\\$\\{\\w+\\.Arn}/[a-z]+/\\*");
    private static final Pattern REASON = Pattern.compile("# wildcards? on purpose: \\S+ .*");

    private final List<String> lines;
    private final List<String> unexplained = new ArrayList<>();

    private Wildcards(List<String> lines) {
        this.lines = lines;
    }

    /** A finding for each wildcard that nobody explains. */
    static List<String> unexplained(String yaml) {
        var wildcards = new Wildcards(yaml.lines().toList());
        new Compose(LoadSettings.builder().build())
                .composeString(yaml)
                .ifPresent(root -> wildcards.look(root, line(root)));
        return wildcards.unexplained;
    }

    private void look(Node node, int statement) {
        switch (node) {
            case SequenceNode sequence -> sequence.getValue().forEach(item -> look(item, line(item)));
            case MappingNode mapping -> mapping.getValue().forEach(entry -> look(entry, statement));
            default -> {}
        }
    }

    private void look(NodeTuple entry, int statement) {
        if (entry.getKeyNode() instanceof ScalarNode key && WHERE.contains(key.getValue())) {
            judge(key.getValue(), entry.getValueNode(), statement);
        } else {
            look(entry.getValueNode(), statement);
        }
    }

    /** {@code value} is an action, a resource, a principal, or a list or map of them. */
    private void judge(String kind, Node value, int statement) {
        switch (value) {
            case ScalarNode scalar -> {
                boolean wild = scalar.getValue().contains("*")
                        && !KEY_AFTER_A_PREFIX.matcher(scalar.getValue()).matches();
                if (wild && !isExplained(line(scalar)) && !isExplained(statement)) {
                    unexplained.add("line " + (line(scalar) + 1) + ": " + kind + " " + scalar.getValue()
                            + " has a wildcard, and nobody says why");
                }
            }
            case SequenceNode sequence -> sequence.getValue().forEach(item -> judge(kind, item, statement));
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> judge(kind, entry.getValueNode(), statement));
            default -> {}
        }
    }

    /** Whether the comment that ends right above a line gives a reason. */
    private boolean isExplained(int line) {
        for (int above = line - 1; above >= 0 && lines.get(above).strip().startsWith("#"); above--) {
            if (REASON.matcher(lines.get(above).strip()).matches()) {
                return true;
            }
        }
        return false;
    }

    private static int line(Node node) {
        return node.getStartMark().orElseThrow().getLine();
    }
}

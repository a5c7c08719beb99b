package io.cloudstore.gateway.template;

import io.cloudstore.gateway.template.Value.Mapping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads a template for one set of parameter values. */
public final class TemplateReader {
    private final References references;
    private final Map<String, RawResource> resources;

    private TemplateReader(References references, Map<String, RawResource> resources) {
        this.references = references;
        this.resources = resources;
    }

    /**
     * The template that this program was built with.
     *
     * @param values as for {@link #read}
     * @throws TemplateException as for {@link #read}
     */
    public static Template shipped(Map<String, String> values) {
        try (InputStream yaml = TemplateReader.class.getResourceAsStream("/io/cloudstore/gateway/template.yaml")) {
            if (yaml == null) {
                throw new TemplateException("This program was built without its template.");
            }
            return read(new String(yaml.readAllBytes(), StandardCharsets.UTF_8), values);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * The model of a template.
     *
     * @param yaml the template
     * @param values parameter values by name; pseudo-parameters ({@code AWS::StackName}, {@code AWS::Region},
     *     {@code AWS::AccountId}, {@code AWS::Partition}, {@code AWS::URLSuffix}) may be among them and have defaults
     *     ({@code cloudstore}, {@code us-east-1}, {@code 000000000000}, …)
     * @throws TemplateException when the template holds anything that isn't understood, or a value is missing,
     *     unknown or against its parameter's rules
     */
    public static Template read(String yaml, Map<String, String> values) {
        Mapping root = TemplateYaml.parse("The template", yaml);
        Understood.check("(template)", "The template", root);
        requireServerless(root);
        section(root, "Resources")
                .entries()
                .forEach((id, resource) -> Understood.check("(resource)", "Resource " + id, resource));
        Map<String, RawResource> resources = resources(root);
        resources.values().forEach(Understood::check);
        References references = new References(
                ParameterValues.choose(section(root, "Parameters").entries(), values),
                section(root, "Conditions").entries(),
                resources);
        return new TemplateReader(references, resources).template();
    }

    private Template template() {
        Map<String, String> queuesByArn = new HashMap<>();
        each("AWS::SQS::Queue", (id, queue) -> queuesByArn.put(references.attribute(queue.owner(), id, "Arn"), id));
        Storage storage = new Storage(queuesByArn);
        Map<String, Queue> queues = new HashMap<>();
        each("AWS::SQS::Queue", (id, queue) -> queues.put(id, storage.queue(id, queue)));
        Map<String, Bucket> buckets = new HashMap<>();
        each("AWS::S3::Bucket", (id, bucket) -> buckets.put(id, storage.bucket(id, bucket)));
        Map<String, Role> roles = new HashMap<>();
        each(
                "AWS::IAM::Role",
                (id, role) -> roles.put(id, Policies.role(id, references.attribute(role.owner(), id, "Arn"), role)));

        RawResource api = onlyApi();
        Property apiProperties = resolved(api);
        FunctionReading functions = new FunctionReading(storage, ApiReading.defaultAuthorizer(apiProperties));
        each("AWS::Serverless::Function", functions::read);
        Template template = new Template(
                references.deployment(),
                ApiReading.api(api.logicalId(), apiProperties, functions.routes()),
                functions.functions(),
                functions.queueSources(),
                queues,
                buckets,
                functions.schedules(),
                roles);
        template.api().authorizer().ifPresent(authorizer -> template.function(authorizer.function()));
        return template;
    }

    private RawResource onlyApi() {
        List<RawResource> apis = resources.values().stream()
                .filter(resource -> resource.type().equals("AWS::Serverless::Api"))
                .toList();
        if (apis.size() != 1) {
            throw new TemplateException("The template must declare one AWS::Serverless::Api, not " + apis.size() + ".");
        }
        return apis.getFirst();
    }

    private void each(String type, BiConsumer<String, Property> action) {
        resources.values().stream()
                .filter(resource -> resource.type().equals(type))
                .forEach(resource -> action.accept(resource.logicalId(), resolved(resource)));
    }

    private Property resolved(RawResource resource) {
        Value value = new Intrinsics(resource.owner(), references)
                .resolve(resource.properties())
                .orElse(Mapping.EMPTY);
        return new Property(resource.owner(), "", value);
    }

    private static void requireServerless(Mapping root) {
        boolean serverless = root.entries().get("Transform") instanceof Value.Scalar(String transform)
                && transform.equals("AWS::Serverless-2016-10-31");
        if (!serverless) {
            throw new TemplateException("The template's Transform must be AWS::Serverless-2016-10-31.");
        }
    }

    /** Every resource as it stands in the file, a function with the global defaults; whether understood or not. */
    static Map<String, RawResource> resources(Mapping root) {
        Mapping defaults = section(section(root, "Globals"), "Function");
        Map<String, RawResource> resources = new LinkedHashMap<>();
        section(root, "Resources").entries().forEach((id, value) -> {
            Property resource = new Property("Resource " + id, "", value);
            String type = resource.at("Type").text();
            Mapping own = value instanceof Mapping mapping ? section(mapping, "Properties") : Mapping.EMPTY;
            boolean function = type.equals("AWS::Serverless::Function");
            resources.put(id, new RawResource(id, type, function ? merged(defaults, own) : own));
        });
        return resources;
    }

    /** What a function says itself goes before the global defaults; maps are merged, as SAM does. */
    private static Mapping merged(Mapping defaults, Mapping own) {
        Map<String, Value> entries = new LinkedHashMap<>(defaults.entries());
        own.entries()
                .forEach((name, value) -> entries.merge(
                        name,
                        value,
                        (usual, special) -> usual instanceof Mapping usualMap && special instanceof Mapping specialMap
                                ? merged(usualMap, specialMap)
                                : special));
        return new Mapping(entries);
    }

    /** A map inside a map; empty if it isn't there. */
    static Mapping section(Mapping parent, String name) {
        return Optional.ofNullable(parent.entries().get(name))
                .map(value -> {
                    if (value instanceof Mapping mapping) {
                        return mapping;
                    }
                    throw new TemplateException("The template's " + name + " must be a map.");
                })
                .orElse(Mapping.EMPTY);
    }
}

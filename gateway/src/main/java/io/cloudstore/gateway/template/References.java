package io.cloudstore.gateway.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code Ref}, {@code GetAtt} and conditions stand for. Outside AWS a bucket and a queue go by the name that the
 * template gives them, everything else by its logical id; a queue's {@code Ref} is its name where AWS gives its URL.
 */
final class References {
    private final Map<String, Value> parameters;
    private final Map<String, Value> conditions;
    private final Map<String, RawResource> resources;
    private final Map<String, String> names = new HashMap<>();

    References(Map<String, Value> parameters, Map<String, Value> conditions, Map<String, RawResource> resources) {
        this.parameters = parameters;
        this.conditions = conditions;
        this.resources = resources;
    }

    /** The names that ARNs are made of. */
    Deployment deployment() {
        return new Deployment(pseudo("StackName"), pseudo("Region"), pseudo("AccountId"));
    }

    /** What {@code !Ref name} comes to. */
    Value ref(String owner, String name) {
        Value parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        if (name.endsWith(".Alias")) {
            String function = name.substring(0, name.length() - ".Alias".length());
            return new Value.Scalar(attribute(owner, function, "Arn") + ":live");
        }
        return new Value.Scalar(name(owner, name));
    }

    /** What {@code !GetAtt resource.attribute} comes to. */
    String attribute(String owner, String resource, String attribute) {
        String type = typeOf(resource)
                .orElseThrow(
                        () -> new TemplateException(owner + " refers to " + resource + ", which the template lacks."));
        return switch (type + "." + attribute) {
            case "AWS::S3::Bucket.Arn" -> "arn:" + pseudo("Partition") + ":s3:::" + name(owner, resource);
            case "AWS::SQS::Queue.Arn" -> arn("sqs", name(owner, resource));
            case "AWS::SQS::Queue.QueueName" -> name(owner, resource);
            case "AWS::Serverless::Function.Arn" -> arn("lambda", "function:" + resource);
            case "AWS::IAM::Role.Arn" ->
                "arn:" + pseudo("Partition") + ":iam::" + pseudo("AccountId") + ":role/" + resource;
            default ->
                throw new TemplateException(owner + " refers to " + resource + "." + attribute + ", an attribute of "
                        + type + " that is not understood outside AWS.");
        };
    }

    /** Whether the condition of this name holds. */
    boolean condition(String owner, String name) {
        Value definition = conditions.get(name);
        if (definition == null) {
            throw new TemplateException(owner + " refers to the condition " + name + ", which the template lacks.");
        }
        return new Intrinsics("Condition " + name, this).holds(definition);
    }

    /** SAM makes a role for each function that names none, called after it. */
    private Optional<String> typeOf(String resource) {
        RawResource declared = resources.get(resource);
        if (declared != null) {
            return Optional.of(declared.type());
        }
        String function = resource.endsWith("Role") ? resource.substring(0, resource.length() - 4) : "";
        return resources.containsKey(function) ? Optional.of("AWS::IAM::Role") : Optional.empty();
    }

    private String name(String owner, String resource) {
        RawResource declared = resources.get(resource);
        if (declared == null) {
            throw new TemplateException(owner + " refers to " + resource + ", which the template lacks.");
        }
        return switch (declared.type()) {
            case "AWS::S3::Bucket" -> named(declared, "BucketName");
            case "AWS::SQS::Queue" -> named(declared, "QueueName");
            default -> resource;
        };
    }

    private String named(RawResource resource, String property) {
        String known = names.get(resource.logicalId());
        if (known != null) {
            return known;
        }
        Value given = resource.properties().entries().get(property);
        if (given == null) {
            throw new TemplateException(resource.owner() + " lacks the property " + property
                    + ": outside AWS nobody makes up a name for it.");
        }
        String name = new Property(
                        resource.owner(),
                        property,
                        new Intrinsics(resource.owner(), this).resolve(given).orElse(Value.Mapping.EMPTY))
                .text();
        names.put(resource.logicalId(), name);
        return name;
    }

    private String arn(String service, String resource) {
        return "arn:" + pseudo("Partition") + ":" + service + ":" + pseudo("Region") + ":" + pseudo("AccountId") + ":"
                + resource;
    }

    private String pseudo(String name) {
        return parameters.get("AWS::" + name) instanceof Value.Scalar(String text) ? text : "";
    }
}

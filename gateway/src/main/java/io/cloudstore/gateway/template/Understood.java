package io.cloudstore.gateway.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The closed list: what of a template is understood outside AWS, each property either used or ignored for a reason.
 * Anything else is refused, so that nobody can write into the template what AWS would do and we would not.
 *
 * <p>In a path, {@code []} is any item of a list and {@code *} any key of a map. A path speaks for all that is below it.
 */
final class Understood {
    private static final String TABLE = """
            (template)
              AWSTemplateFormatVersion      ignored: there is one version
              Transform                     used
              Description                   ignored: for people
              Parameters.*.Type             used
              Parameters.*.Default          used
              Parameters.*.AllowedValues    used
              Parameters.*.AllowedPattern   used
              Parameters.*.MinValue         used
              Parameters.*.MaxValue         used
              Parameters.*.Description      ignored: for people
              Conditions                    used
              Globals.Function              used
              Resources                     used
              Outputs                       ignored: for people and scripts on AWS

            (resource)
              Type                          used
              Properties                    used
              DependsOn                     ignored: everything here is made in one go, queues before buckets
              DeletionPolicy                ignored: nothing here deletes a data folder
              UpdateReplacePolicy           ignored: nothing here deletes a data folder
              Metadata                      ignored: how SAM builds the artifact

            AWS::Serverless::Api
              StageName                     used
              OpenApiVersion                ignored: how SAM writes the API down
              EndpointConfiguration         ignored: there is one address
              TracingEnabled                ignored: X-Ray is AWS's
              MethodSettings[].ResourcePath           used
              MethodSettings[].HttpMethod             used
              MethodSettings[].ThrottlingRateLimit    used
              MethodSettings[].ThrottlingBurstLimit   used
              MethodSettings[].MetricsEnabled         ignored: CloudWatch is AWS's
              Auth.DefaultAuthorizer        used
              Auth.AddDefaultAuthorizerToCorsPreflight   used
              Auth.Authorizers.*.FunctionArn             used
              Auth.Authorizers.*.Identity.Header         used
              Auth.Authorizers.*.Identity.ValidationExpression   used
              Auth.Authorizers.*.Identity.ReauthorizeEvery       used
              Cors.AllowOrigin              used
              Cors.AllowMethods             used
              Cors.AllowHeaders             used
              Cors.MaxAge                   used
              GatewayResponses.*.StatusCode                          used
              GatewayResponses.*.ResponseParameters.Headers.*        used
              GatewayResponses.*.ResponseTemplates.application/json  used

            AWS::Serverless::Function
              Handler                       used
              Description                   ignored: for people
              Timeout                       used
              MemorySize                    used
              Environment.Variables.*       used
              Runtime                       ignored: the functions run in this JVM
              Architectures                 ignored: the functions run in this JVM
              CodeUri                       ignored: the functions are on the class path
              AutoPublishAlias              ignored: there is one version
              AutoPublishAliasAllProperties ignored: there is one version
              SnapStart                     ignored: nothing starts cold here
              Tracing                       ignored: X-Ray is AWS's
              LoggingConfig                 ignored: the host decides where logs go
              VpcConfig                     ignored: the host's network is used
              Policies[].Version            ignored: there is one version
              Policies[].Statement[].Effect     used
              Policies[].Statement[].Action     used
              Policies[].Statement[].Resource   used
              Events.*.Type                     used
              Events.*.Properties.RestApiId     used
              Events.*.Properties.Method        used
              Events.*.Properties.Path          used
              Events.*.Properties.Auth.Authorizer                   used
              Events.*.Properties.Queue                             used
              Events.*.Properties.BatchSize                         used
              Events.*.Properties.MaximumBatchingWindowInSeconds    used
              Events.*.Properties.FunctionResponseTypes             used
              Events.*.Properties.ScalingConfig.MaximumConcurrency  used
              Events.*.Properties.Schedule      used
              Events.*.Properties.Input         used

            AWS::IAM::Role
              Description                   ignored: for people
              MaxSessionDuration            used
              AssumeRolePolicyDocument.Version                  ignored: there is one version
              AssumeRolePolicyDocument.Statement[].Effect       used
              AssumeRolePolicyDocument.Statement[].Principal.AWS   used
              AssumeRolePolicyDocument.Statement[].Action       used
              Policies[].PolicyName         ignored: a name is not needed
              Policies[].PolicyDocument.Version                 ignored: there is one version
              Policies[].PolicyDocument.Statement[].Effect      used
              Policies[].PolicyDocument.Statement[].Action      used
              Policies[].PolicyDocument.Statement[].Resource    used

            AWS::S3::Bucket
              BucketName                    used
              PublicAccessBlockConfiguration   ignored: the store here answers nobody without a signature
              OwnershipControls             ignored: the store here has no access lists
              BucketEncryption              ignored: encrypting the disk is its owner's business
              VersioningConfiguration       ignored: a safety net that the store here lacks; nothing counts on it
              LifecycleConfiguration.Rules[].Id       ignored: a name is not needed
              LifecycleConfiguration.Rules[].Status   used
              LifecycleConfiguration.Rules[].AbortIncompleteMultipartUpload.DaysAfterInitiation   used
              LifecycleConfiguration.Rules[].NoncurrentVersionExpiration   ignored: goes with versioning
              LifecycleConfiguration.Rules[].ExpiredObjectDeleteMarker     ignored: goes with versioning
              CorsConfiguration.CorsRules[].AllowedOrigins   used
              CorsConfiguration.CorsRules[].AllowedMethods   used
              CorsConfiguration.CorsRules[].AllowedHeaders   used
              CorsConfiguration.CorsRules[].ExposedHeaders   used
              CorsConfiguration.CorsRules[].MaxAge           used
              NotificationConfiguration.QueueConfigurations[].Event   used
              NotificationConfiguration.QueueConfigurations[].Queue   used
              NotificationConfiguration.QueueConfigurations[].Filter.S3Key.Rules[].Name    used
              NotificationConfiguration.QueueConfigurations[].Filter.S3Key.Rules[].Value   used

            AWS::S3::BucketPolicy
              Bucket                        ignored: with the document
              PolicyDocument                ignored: TLS and the age of signatures are the host's and the store's business

            AWS::SQS::Queue
              QueueName                     used
              VisibilityTimeout             used
              ReceiveMessageWaitTimeSeconds used
              MessageRetentionPeriod        used
              SqsManagedSseEnabled          ignored: encrypting the disk is its owner's business
              RedrivePolicy.deadLetterTargetArn   used
              RedrivePolicy.maxReceiveCount       used

            AWS::SQS::QueuePolicy
              Queues                        ignored: with the document
              PolicyDocument                ignored: the store here sends its events itself

            AWS::Logs::LogGroup
              LogGroupName                  ignored: the host decides where logs go
              RetentionInDays               ignored: the host decides how long logs stay

            AWS::CloudWatch::Alarm
              *                             ignored: the host watches its dead letters by its own means
            """;

    private static final Map<String, Map<String, String>> TYPES = parse();

    private Understood() {}

    /** Refuses a resource of a type that isn't understood, or with a property that isn't. */
    static void check(RawResource resource) {
        check(resource.type(), resource.owner(), resource.properties());
    }

    /** Refuses the first property of {@code value} that the table's {@code section} has no line for. */
    static void check(String section, String owner, Value value) {
        Map<String, String> paths = Optional.ofNullable(TYPES.get(section))
                .orElseThrow(() -> new TemplateException(owner + " has a type that is not understood outside AWS."));
        check(paths, owner, "", "", value);
    }

    /** The lines of the table as {@code type, property, verdict}, for documentation and tests. */
    static List<String> lines() {
        return TYPES.entrySet().stream()
                .flatMap(type -> type.getValue().entrySet().stream()
                        .map(path -> type.getKey() + " " + path.getKey() + " " + path.getValue()))
                .toList();
    }

    /** {@code rule} is the path as the table writes it, {@code path} as the template does. */
    private static void check(Map<String, String> paths, String owner, String rule, String path, Value value) {
        if (paths.containsKey(rule)) {
            return;
        }
        switch (value) {
            case Value.Mapping(Map<String, Value> entries) ->
                entries.forEach((name, inner) -> check(
                        paths, owner, ruleFor(paths, owner, rule, join(path, name), name), join(path, name), inner));
            case Value.Sequence(List<Value> items) ->
                items.forEach(item -> check(paths, owner, rule + "[]", path + "[]", item));
            case Value.Call(String intrinsic, Value.Sequence(List<Value> arguments))
            when intrinsic.equals("Fn::If") ->
                arguments.stream().skip(1).forEach(branch -> check(paths, owner, rule, path, branch));
            // A single value or another intrinsic where the table knows only what lies below: its reader says what it
            // wants.
            case Value.Scalar scalar -> {}
            case Value.Call call -> {}
        }
    }

    private static String ruleFor(Map<String, String> paths, String owner, String rule, String path, String name) {
        return List.of(join(rule, name), join(rule, "*")).stream()
                .filter(candidate -> leadsSomewhere(paths, candidate))
                .findFirst()
                .orElseThrow(() -> new TemplateException(
                        owner + " has the property " + path + ", which is not understood outside AWS."));
    }

    private static boolean leadsSomewhere(Map<String, String> paths, String rule) {
        return paths.keySet().stream()
                .anyMatch(path -> path.equals(rule) || path.startsWith(rule + ".") || path.startsWith(rule + "["));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Map<String, Map<String, String>> parse() {
        Map<String, Map<String, String>> types = new TreeMap<>();
        String type = "";
        for (String line : TABLE.lines().filter(text -> !text.isBlank()).toList()) {
            if (!line.startsWith(" ")) {
                type = line.strip();
                continue;
            }
            String[] columns = line.strip().split("\\s+", 2);
            types.computeIfAbsent(type, absent -> new TreeMap<>()).put(columns[0], columns[1]);
        }
        return types;
    }
}

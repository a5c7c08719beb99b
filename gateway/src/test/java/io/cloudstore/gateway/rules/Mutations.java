package io.cloudstore.gateway.rules;

import static io.cloudstore.gateway.rules.Mutation.in;
import static io.cloudstore.gateway.rules.Mutation.without;

import java.util.List;
import java.util.stream.Stream;

/** Mistakes that somebody may make in the template, at least one for each rule, and the rules that tell. */
final class Mutations {
    private static final List<Mutation> OF_FUNCTIONS = List.of(
            Mutation.of("an old runtime", "runtime-java-25", in("Function", "Runtime: java25", "Runtime: java21")),
            Mutation.of(
                    "a processor that Lambda lacks",
                    "architecture-of-lambda",
                    in("Function", "[!Ref Architecture]", "[riscv64]")),
            Mutation.of(
                    "a timeout of 1,000 s",
                    "timeout-within-lambda",
                    in("MigrateFunction", "Timeout: 900", "Timeout: 1000")),
            Mutation.of(
                    "a function that the API gives up on",
                    "timeout-within-api",
                    in("FilesFunction", "!Ref HttpTimeoutSeconds", "30")),
            Mutation.of(
                    "an authorizer that the API gives up on",
                    "timeout-within-api",
                    in("AuthorizeFunction", "Timeout: 5", "Timeout: 60")),
            Mutation.of(
                    "too little memory for a JVM",
                    "memory-within-lambda",
                    in("AuthorizeFunction", "!Ref AuthorizeMemory", "128")),
            Mutation.of(
                    "more variables than fit",
                    "environment-within-lambda",
                    in("LoginFunction", "!Ref SignUp", "x".repeat(3500))),
            Mutation.of(
                    "a function that SAM can't build", "built-by-the-makefile", without("SweepFunction", "Metadata:")),
            Mutation.of(
                    "one role for two functions",
                    "own-role understood-outside-aws",
                    in(
                            "FilesFunction",
                            "      Policies:\n",
                            "      Role: !GetAtt LoginFunctionRole.Arn\n      Policies:\n")),
            Mutation.of(
                    "a managed policy",
                    "own-policies permissions-needed-are-there understood-outside-aws",
                    without("FilesFunction", "Policies:"),
                    in("FilesFunction", "      Events:\n", "      Policies: AmazonS3FullAccess\n      Events:\n")));

    private static final List<Mutation> OF_TRIGGERS = List.of(
            Mutation.of(
                    "a handler that there isn't",
                    "handler-exists handler-fits-trigger permissions-there-are-needed",
                    in("TransferFunction", "TransferHandler", "TransfersHandler")),
            Mutation.of(
                    "another function's handler",
                    "handler-fits-trigger permissions-needed-are-there permissions-there-are-needed signers-trust-who-signs",
                    in("DownloadFunction", "DownloadHandler", "MigrateHandler")),
            Mutation.of(
                    "the bare function as authorizer",
                    "triggers-go-to-the-alias",
                    in("Api", "!Sub \"${AuthorizeFunction.Arn}:live\"", "!GetAtt AuthorizeFunction.Arn")),
            Mutation.of("no alias", "triggers-go-to-the-alias", without("Function", "AutoPublishAlias: live")),
            Mutation.of("no snapshots", "snapshots-are-taken", without("Function", "SnapStart:")),
            Mutation.of(
                    "an alias that keeps old settings",
                    "settings-make-a-version",
                    without("LoginFunction", "AutoPublishAliasAllProperties: true")),
            Mutation.of(
                    "a function that nothing calls",
                    "no-function-left-uncalled routes-published",
                    without("MergeChunksFunction", "Events:")));

    private static final List<Mutation> OF_QUEUES = List.of(
            Mutation.of(
                    "visibility below six timeouts",
                    "visibility-six-timeouts",
                    in("TransferQueue", "!Ref TransferVisibilitySeconds", "700")),
            Mutation.of(
                    "a timeout above a sixth of the visibility",
                    "visibility-six-timeouts",
                    in("SweepFunction", "!Ref SweepTimeoutSeconds", "61")),
            Mutation.of("no dead letters", "dead-letters five-receives", without("JobsQueue", "RedrivePolicy:")),
            Mutation.of(
                    "dead letters that are worked off",
                    "dead-letters-are-read-by-people dead-letters-ring",
                    in("TransferQueue", "!GetAtt TransferDeadQueue.Arn", "!GetAtt JobsQueue.Arn")),
            Mutation.of("one receive", "five-receives", in("JobsQueue", "!Ref MaxReceiveCount", "1")),
            Mutation.of(
                    "dead letters that go first",
                    "dead-letters-outlive-their-queue",
                    in("JobsDeadQueue", "1209600", "345600")),
            Mutation.of(
                    "whole batches come back",
                    "item-failures-reported",
                    without("SweepFunction", "FunctionResponseTypes: [ReportBatchItemFailures]")),
            Mutation.of(
                    "a batch of 100,000",
                    "batch-within-lambda",
                    in("TransferFunction", "BatchSize: 10", "BatchSize: 100000")),
            Mutation.of(
                    "a queue that takes all concurrency",
                    "queue-concurrency-within-lambda",
                    without("TransferFunction", "ScalingConfig:")),
            Mutation.of(
                    "a queue of somebody else",
                    "sources-are-queues-of-ours understood-outside-aws",
                    in(
                            "SweepFunction",
                            "Queue: !GetAtt JobsQueue.Arn",
                            "Queue: arn:aws:sqs:us-east-1:111111111111:x")));

    private static final List<Mutation> OF_BUCKETS = List.of(
            Mutation.of("no filter", "notification-filtered", without("StagingBucket", "Filter:")),
            Mutation.of(
                    "a filter for everything",
                    "notification-filtered",
                    in("StagingBucket", "Value: staging/", "Value: \"\"")),
            Mutation.of(
                    "events into a queue that nobody reads",
                    "notification-to-a-queue-that-feeds notification-admitted-alone",
                    in("StagingBucket", "!GetAtt TransferQueue.Arn", "!GetAtt TransferDeadQueue.Arn")),
            Mutation.of(
                    "any account's bucket of that name",
                    "notification-admitted-alone",
                    without("TransferQueuePolicy", "StringEquals:")),
            Mutation.of(
                    "any bucket of the account",
                    "notification-admitted-alone",
                    in("TransferQueuePolicy", "${AWS::StackName}-staging-${AWS::AccountId}-${AWS::Region}", "*")),
            Mutation.of(
                    "the bucket before the policy",
                    "notification-after-admission",
                    without("StagingBucket", "DependsOn: TransferQueuePolicy")),
            Mutation.of(
                    "unfinished uploads stay",
                    "unfinished-uploads-aborted",
                    in("LongTermBucket", "Status: Enabled\n            Abort", "Status: Disabled\n            Abort")),
            Mutation.of(
                    "unfinished uploads go while they may still end",
                    "unfinished-uploads-aborted",
                    in("StagingBucket", "DaysAfterInitiation: 30", "DaysAfterInitiation: 7")),
            Mutation.of(
                    "staged objects expire",
                    "objects-never-expire understood-outside-aws",
                    in(
                            "StagingBucket",
                            "            AbortIncompleteMultipartUpload:",
                            "            ExpirationInDays: 7\n            AbortIncompleteMultipartUpload:")),
            Mutation.of(
                    "a public bucket",
                    "buckets-closed-to-the-public",
                    in("LongTermBucket", "BlockPublicPolicy: true", "BlockPublicPolicy: false")),
            Mutation.of("a bucket without TLS", "buckets-speak-tls-alone", without("LongTermBucketPolicy")),
            Mutation.of(
                    "buckets that go with the stack",
                    "buckets-outlive-the-stack",
                    in("StagingBucket", "DeletionPolicy: Retain", "DeletionPolicy: Delete")),
            Mutation.of("an open disk", "stored-encrypted", without("JobsQueue", "SqsManagedSseEnabled: true")));

    private static final List<Mutation> OF_THE_API = List.of(
            Mutation.of(
                    "a route without authorizer",
                    "routes-behind-the-authorizer routes-published",
                    in(
                            "DownloadFunction",
                            "            Path: /v1/files/{id}/download\n",
                            "            Path: /v1/files/{id}/download\n            Auth:\n              Authorizer: NONE\n")),
            Mutation.of(
                    "a sign-in that wants a token",
                    "routes-behind-the-authorizer routes-published",
                    without("LoginFunction", "Auth:")),
            Mutation.of(
                    "no authorizer by default",
                    "an-authorizer-by-default routes-behind-the-authorizer routes-published understood-outside-aws",
                    without("Api", "DefaultAuthorizer: TokenAuthorizer")),
            Mutation.of(
                    "a preflight that wants a token",
                    "preflight-without-token understood-outside-aws",
                    in("Api", "CorsPreflight: false", "CorsPreflight: true")),
            Mutation.of("no throttle", "api-throttled", without("Api", "ThrottlingRateLimit: !Ref ThrottleRate")),
            Mutation.of(
                    "a route that openapi.yaml lacks",
                    "routes-published",
                    in("FilesFunction", "Path: /v1/entries", "Path: /v1/all-entries")),
            Mutation.of(
                    "more routes than a policy holds",
                    "routes-fit-a-policy routes-published",
                    in("FilesFunction", "      Events:\n", "      Events:\n" + manyRoutes())));

    private static final List<Mutation> OF_POLICIES = List.of(
            Mutation.of(
                    "a missing permission",
                    "permissions-needed-are-there",
                    in("MergeChunksFunction", "                - s3:ListMultipartUploadParts\n", "")),
            Mutation.of(
                    "a secret that the function can't read",
                    "permissions-needed-are-there permissions-there-are-needed",
                    in("AuthorizeFunction", "${SecretsPath}/token-keys\"\n\n", "${SecretsPath}/token-key\"\n\n")),
            Mutation.of(
                    "a permission that nothing uses",
                    "permissions-there-are-needed",
                    in(
                            "MergeChunksFunction",
                            "                - s3:GetObject\n",
                            "                - s3:GetObject\n                - s3:DeleteObject\n")),
            Mutation.of(
                    "a permission in the wrong place",
                    "permissions-needed-are-there permissions-there-are-needed",
                    in("SignUploadFunction", "Resource: !GetAtt JobsQueue.Arn", "Resource: !GetAtt TransferQueue.Arn")),
            Mutation.of(
                    "a signer that may read too",
                    "permissions-there-are-needed",
                    in("UploadSignerRole", "Action: s3:PutObject", "Action: [s3:PutObject, s3:GetObject]")),
            Mutation.of(
                    "a signer that another function may be",
                    "signers-trust-who-signs",
                    in("DownloadSignerRole", "!GetAtt DownloadFunctionRole.Arn", "!GetAtt FilesFunctionRole.Arn")),
            Mutation.of(
                    "a wildcard without a reason",
                    "wildcards-on-purpose permissions-needed-are-there permissions-there-are-needed",
                    in(
                            "SweepFunction",
                            "                - s3:GetObject\n                - s3:DeleteObject\n",
                            "                - s3:*Object\n")),
            Mutation.of(
                    "a reason that is none",
                    "wildcards-on-purpose",
                    in(
                            "LongTermBucketPolicy",
                            "# wildcards on purpose: nobody may do anything without TLS",
                            "# wildcards on purpose:")),
            Mutation.of(
                    "everyone may read",
                    "nobody-let-in-by-wildcard",
                    in(
                            "StagingBucketPolicy",
                            "          - Sid: YoungSignaturesOnly\n            Effect: Deny",
                            "          - Sid: YoungSignaturesOnly\n            Effect: Allow")));

    private static final List<Mutation> OF_SECRETS_AND_OPERATIONS = List.of(
            Mutation.of(
                    "a password in a function's settings",
                    "secrets-by-reference permissions-there-are-needed",
                    in(
                            "DownloadFunction",
                            "!If [HasDbPassword, !Ref DbPassword, !Sub \"ssm:${SecretsPath}/db-password\"]",
                            "correct-horse")),
            Mutation.of(
                    "a parameter that takes a password",
                    "parameters-refuse-secrets",
                    without("DbPassword", "AllowedPattern: \"((ssm|secret|file):.+)?\"")),
            Mutation.of(
                    "a password in a URL",
                    "no-literal-secret",
                    in("RedisUrl", "Default: \"\"", "Default: rediss://default:correct-horse@cache.example:6379")),
            Mutation.of(
                    "a key in a description",
                    "no-literal-secret",
                    in("UploadSigner", "Description: \"", "Description: \"AKIAIOSFODNN7EXAMPLE; ")),
            Mutation.of(
                    "lines for ever",
                    "log-retention",
                    without("FunctionLogs", "RetentionInDays: !Ref LogRetentionDays")),
            Mutation.of(
                    "a group that Lambda makes",
                    "logs-in-our-group",
                    without("Function", "LogGroup: !Ref FunctionLogs")),
            Mutation.of("dead letters in silence", "dead-letters-ring", without("JobsDeadAlarm")),
            Mutation.of(
                    "an alarm at the hundredth dead letter",
                    "dead-letters-ring",
                    in("TransferDeadAlarm", "Threshold: 0", "Threshold: 100")),
            Mutation.of(
                    "an alarm that core rings for nobody",
                    "what-code-rings-is-an-alarm",
                    in("UploadRejectedAlarm", "Value: upload-rejected", "Value: upload-refused")),
            Mutation.of(
                    "an alarm that nobody hears",
                    "alarms-reach-someone",
                    without(
                            "BlobQuarantinedAlarm",
                            "AlarmActions: !If [HasAlarmTopic, [!Ref AlarmTopic], !Ref AWS::NoValue]")),
            Mutation.of(
                    "a property that only AWS knows",
                    "understood-outside-aws",
                    in(
                            "JobsQueue",
                            "      SqsManagedSseEnabled",
                            "      DelaySeconds: 5\n      SqsManagedSseEnabled")));

    private Mutations() {}

    static Stream<Mutation> all() {
        return Stream.of(
                        OF_FUNCTIONS,
                        OF_TRIGGERS,
                        OF_QUEUES,
                        OF_BUCKETS,
                        OF_THE_API,
                        OF_POLICIES,
                        OF_SECRETS_AND_OPERATIONS)
                .flatMap(List::stream);
    }

    private static String manyRoutes() {
        StringBuilder routes = new StringBuilder();
        for (int n = 0; n < 50; n++) {
            routes.append("""
                            Route%d:
                              Type: Api
                              Properties:
                                RestApiId: !Ref Api
                                Method: get
                                Path: /v1/routes/%d
                    """.formatted(n, n));
        }
        return routes.toString();
    }
}

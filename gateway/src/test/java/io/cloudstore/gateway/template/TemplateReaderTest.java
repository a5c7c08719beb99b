package io.cloudstore.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {
    private static final String HEAD = """
            Transform: AWS::Serverless-2016-10-31
            Parameters:
              Color:
                Type: String
                Default: red
              Needed:
                Type: String
                Default: x
              Ports:
                Type: CommaDelimitedList
                Default: "80,443"
            Conditions:
              IsRed: !Equals [!Ref Color, red]
              IsBlue: !Equals [!Ref Color, blue]
              Both: !And [!Equals [!Ref Color, red], !Not [!Equals [!Ref Color, blue]]]
            Globals:
              Function:
                Timeout: 7
                Environment:
                  Variables:
                    SHARED: from globals
                    OWN: from globals
            Resources:
              Api:
                Type: AWS::Serverless::Api
                Properties:
                  StageName: test
              Jobs:
                Type: AWS::SQS::Queue
                Properties:
                  QueueName: !Sub "${AWS::StackName}-jobs"
              Maker:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: a.Maker::handleRequest
                  Environment:
                    Variables:
                      OWN: mine
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref Color | red",
                "!Sub 'a ${Color} ${!Color} ${AWS::Region}' | a red ${Color} us-east-1",
                "!Sub ['${x}-${Color}', {x: !Ref AWS::AccountId}] | 000000000000-red",
                "!Ref Jobs | cloudstore-jobs",
                "!GetAtt Jobs.Arn | arn:aws:sqs:us-east-1:000000000000:cloudstore-jobs",
                "!GetAtt [Jobs, QueueName] | cloudstore-jobs",
                "!Sub '${Jobs.QueueName}!' | cloudstore-jobs!",
                "!GetAtt Maker.Arn | arn:aws:lambda:us-east-1:000000000000:function:Maker",
                "!GetAtt MakerRole.Arn | arn:aws:iam::000000000000:role/MakerRole",
                "!Join ['-', [a, !Ref Color]] | a-red",
                "!Join ['+', !Ref Ports] | 80+443",
                "!Select [1, !Ref Ports] | 443",
                "!Select [0, !Split ['-', a-b]] | a",
                "!If [IsRed, yes-red, no] | yes-red",
                "!If [IsBlue, no, !If [Both, both, no]] | both",
                "{'Fn::Join': ['', [long, {Ref: Color}]]} | longred",
            })
    void an_intrinsic_comes_to_what_cloudformation_makes_of_it(String expression, String result) {
        Template template = read("          VALUE: " + expression);
        assertThat(template.function("Maker").environment()).containsEntry("VALUE", result);
    }

    @Test
    void a_variable_of_no_value_is_left_out() {
        assertThat(read("          VALUE: !If [IsBlue, blue, !Ref AWS::NoValue]")
                        .function("Maker")
                        .environment())
                .doesNotContainKey("VALUE");
    }

    @Test
    void globals_are_the_defaults_of_functions_map_by_map() {
        HostedFunction maker = read("").function("Maker");
        assertThat(maker.timeout()).hasSeconds(7);
        assertThat(maker.handler()).isEqualTo("a.Maker");
        assertThat(maker.environment()).isEqualTo(Map.of("SHARED", "from globals", "OWN", "mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VALUE: !Cidr [a, b] | The intrinsic Fn::Cidr is not understood outside AWS (line ",
                "VALUE: !ImportValue x | Fn::ImportValue is not understood",
                "VALUE: !Ref Nowhere | Resource Maker (AWS::Serverless::Function) refers to Nowhere, which the template lacks",
                "VALUE: !GetAtt Jobs.Size | refers to Jobs.Size, an attribute of AWS::SQS::Queue that is not understood",
                "VALUE: !If [Nope, a, b] | refers to the condition Nope",
                "VALUE: !Select [5, [a]] | Fn::Select has no item 5",
                "VALUE: [a] | property Environment.Variables.VALUE, must be a single value",
            })
    void a_value_that_is_not_understood_is_refused_by_name(String line, String sentence) {
        assertThatThrownBy(() -> read("          " + line))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  T: {Type: 'AWS::DynamoDB::Table'} | Resource T (AWS::DynamoDB::Table) has a type that is not understood outside AWS",
                "  Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q, DelaySeconds: 3}} | Resource Q (AWS::SQS::Queue) has the property DelaySeconds, which is not understood",
                "  Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q, RedrivePolicy: {redriveAllowPolicy: 3}}} | has the property RedrivePolicy.redriveAllowPolicy, which",
                "  Q: {Type: 'AWS::SQS::Queue', Properties: {QueueName: q, RedrivePolicy: {deadLetterTargetArn: 'arn:x', maxReceiveCount: 3}}} | property RedrivePolicy.deadLetterTargetArn, names no queue of the template",
                "  Q: {Type: 'AWS::SQS::Queue'} | Resource Q (AWS::SQS::Queue) lacks the property QueueName",
                "  Q: {Type: 'AWS::SQS::Queue', Condition: IsRed, Properties: {QueueName: q}} | Resource Q has the property Condition",
                "  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: b, NotificationConfiguration: {LambdaConfigurations: []}}} | has the property NotificationConfiguration.LambdaConfigurations",
                "  B: {Type: 'AWS::S3::Bucket', Properties: {BucketName: b, LifecycleConfiguration: {Rules: [{Status: Enabled, ExpirationInDays: 3}]}}} | LifecycleConfiguration.Rules[].ExpirationInDays, which",
                "  F: {Type: 'AWS::Serverless::Function', Properties: {Handler: f, Events: {E: {Type: Cognito, Properties: {}}}}} | property Events.E.Type, is not understood",
                "  F: {Type: 'AWS::Serverless::Function', Properties: {Handler: f, Events: {E: {Type: Schedule, Properties: {Schedule: 'cron(0 1 * * ? *)'}}}}} | property Events.E.Properties.Schedule, must be rate(N minutes)",
                "  F: {Type: 'AWS::Serverless::Function', Properties: {Handler: f, Events: {E: {Type: Api, Properties: {Path: /, Method: any}}}}} | must be one method of HTTP, not ANY",
                "  F: {Type: 'AWS::Serverless::Function', Properties: {Handler: f, VpcConfig: !If [IsBlue, {}, {}], Layers: !If [IsBlue, [], []]}} | has the property Layers",
                "  A: {Type: 'AWS::Serverless::Api', Properties: {StageName: b}} | must declare one AWS::Serverless::Api, not 2",
                "  Api: {Type: 'AWS::Serverless::Api', Properties: {StageName: b}} | The key Api is given twice",
            })
    void a_resource_that_is_not_understood_is_refused_by_name(String resource, String sentence) {
        assertThatThrownBy(() -> TemplateReader.read(HEAD + "  " + resource + "\n", Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Auth: {DefaultAuthorizer: T, Authorizers: {T: {FunctionArn: !GetAtt Jobs.Arn}}} | names no function",
                "Auth: {DefaultAuthorizer: T, Authorizers: {T: {FunctionArn: !GetAtt Maker.Arn}, U: {FunctionArn: x}}} | one authorizer is understood",
                "Cors: {AllowOrigin: '*', AllowMethods: x, AllowHeaders: x, MaxAge: 1} | property Cors.AllowOrigin, must be a literal in single quotes",
                "GatewayResponses: {WAF_FILTERED: {StatusCode: 403}} | property GatewayResponses.WAF_FILTERED, is a response type that can't happen outside AWS",
                "GatewayResponses: {THROTTLED: {ResponseTemplates: {application/json: $context.identity.sourceIp}}} | uses $context.identity.sourceIp",
                "MethodSettings: [{ResourcePath: /a, HttpMethod: GET, ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1}] | must be for all methods",
                "BinaryMediaTypes: ['*/*'] | has the property BinaryMediaTypes",
            })
    void an_api_that_is_not_understood_is_refused_by_name(String property, String sentence) {
        String yaml = HEAD.replace("      StageName: test\n", "      StageName: test\n      " + property + "\n");
        assertThatThrownBy(() -> TemplateReader.read(yaml, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_parameter_without_default_wants_a_value() {
        String yaml = HEAD.replace("    Type: String\n    Default: x\n", "    Type: String\n");
        assertThatThrownBy(() -> TemplateReader.read(yaml, Map.of()))
                .hasMessage("Parameter Needed has no default, and no value was given for it.");
        assertThat(TemplateReader.read(yaml, Map.of("Needed", "y")).functions()).hasSize(1);
    }

    @Test
    void what_is_not_yaml_or_not_serverless_is_refused() {
        assertThatThrownBy(() -> TemplateReader.read("a: [", Map.of())).hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> TemplateReader.read("", Map.of())).hasMessageContaining("empty");
        assertThatThrownBy(() -> TemplateReader.read("Resources: {}", Map.of())).hasMessageContaining("Transform");
    }

    @Test
    void each_line_of_the_closed_list_says_used_or_why_not() {
        assertThat(Understood.lines()).isNotEmpty().allMatch(line -> line.matches(".* (used|ignored: .+)"));
    }

    private static Template read(String line) {
        return TemplateReader.read(HEAD + (line.isEmpty() ? "" : line + "\n"), Map.of());
    }
}

package io.cloudstore.embedded.s3.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.cloudstore.embedded.s3.access.Identity;
import io.cloudstore.embedded.s3.access.Role;
import io.cloudstore.embedded.s3.access.RoleSessions;
import io.cloudstore.embedded.s3.access.Session;
import io.cloudstore.embedded.s3.sign.Authenticator;
import io.cloudstore.embedded.s3.wire.Request;
import io.cloudstore.embedded.s3.wire.S3Failure;
import io.cloudstore.embedded.s3.wire.Xml;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * STS at the store's own address: <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>, with what of its parameters
 * has a meaning here. Another action or parameter is refused, never ignored: a session policy that isn't looked at would give
 * more than was asked for.
 */
final class Sts {
    private static final String VERSION = "2011-06-15";
    private static final Set<String> PARAMETERS =
            Set.of("Action", "Version", "RoleArn", "RoleSessionName", "DurationSeconds");
    private static final int LONGEST_FORM = 16 * 1024;
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final Duration SHORTEST = Duration.ofMinutes(15);
    private static final Duration USUAL = Duration.ofHours(1);

    private final Authenticator authenticator;
    private final RoleSessions sessions;

    Sts(Authenticator authenticator, RoleSessions sessions) {
        this.authenticator = authenticator;
        this.sessions = sessions;
    }

    /** Whether a request is for STS: the address itself, with which S3 does nothing by POST. */
    static boolean isAsked(Request request) {
        return request.method().equals("POST") && request.path().equals("/");
    }

    /** Answers one request; a refusal is an answer too. */
    Response answer(Request request, InputStream rawBody, String requestId) throws IOException {
        try {
            byte[] form = rawBody.readNBytes(LONGEST_FORM + 1);
            if (form.length > LONGEST_FORM) {
                throw invalid("The form is longer than " + LONGEST_FORM + " bytes");
            }
            Identity caller = authenticator.authenticateForm(request, form);
            return assumeRole(caller, parameters(form), requestId);
        } catch (Refusal refusal) {
            return refusal.answer(requestId);
        } catch (S3Failure failure) {
            return Refusal.of(failure).answer(requestId);
        }
    }

    private Response assumeRole(Identity caller, Map<String, String> parameters, String requestId) {
        requireKnown(parameters);
        String arn = required(parameters, "RoleArn");
        String name = required(parameters, "RoleSessionName");
        if (!SESSION_NAME.matcher(name).matches()) {
            throw invalid("Value '" + name + "' at 'roleSessionName' failed to satisfy constraint");
        }
        Role role = sessions.role(arn)
                .filter(found -> found.trusted().contains(caller.accessKey()))
                .orElseThrow(() -> new Refusal(
                        403,
                        "AccessDenied",
                        "User: " + caller.accessKey() + " is not authorized to perform: sts:AssumeRole on resource: "
                                + arn));
        return answer(role, name, sessions.begin(role, duration(parameters, role)), requestId);
    }

    private static Response answer(Role role, String name, Session session, String requestId) {
        return Response.xml(Xml.stsDocument("AssumeRoleResponse")
                .start("AssumeRoleResult")
                .start("Credentials")
                .element("AccessKeyId", session.identity().accessKey())
                .element("SecretAccessKey", session.identity().secretKey())
                .element("SessionToken", session.token())
                .element("Expiration", session.end())
                .end()
                .start("AssumedRoleUser")
                .element("AssumedRoleId", role.name() + ":" + name)
                .element("Arn", role.arn().replace(":iam:", ":sts:").replace(":role/", ":assumed-role/") + "/" + name)
                .end()
                .end()
                .start("ResponseMetadata")
                .element("RequestId", requestId)
                .end());
    }

    private static void requireKnown(Map<String, String> parameters) {
        if (!parameters.getOrDefault("Version", "").equals(VERSION)
                || !parameters.getOrDefault("Action", "").equals("AssumeRole")) {
            throw new Refusal(400, "InvalidAction", "Only AssumeRole of version " + VERSION + " is here");
        }
        parameters.keySet().stream()
                .filter(parameter -> !PARAMETERS.contains(parameter))
                .findFirst()
                .ifPresent(parameter -> {
                    throw new Refusal(501, "NotImplemented", parameter + " is not implemented");
                });
    }

    private static Duration duration(Map<String, String> parameters, Role role) {
        String seconds = parameters.getOrDefault("DurationSeconds", String.valueOf(USUAL.toSeconds()));
        if (!seconds.matches("\\d{1,9}") || Integer.parseInt(seconds) < SHORTEST.toSeconds()) {
            throw invalid("Value '" + seconds + "' at 'durationSeconds' failed to satisfy constraint: Member must have"
                    + " value greater than or equal to " + SHORTEST.toSeconds());
        }
        Duration duration = Duration.ofSeconds(Integer.parseInt(seconds));
        if (duration.compareTo(role.longest()) > 0) {
            throw invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        return duration;
    }

    private static String required(Map<String, String> parameters, String name) {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw invalid(name + " must be given");
        }
        return value;
    }

    private static Map<String, String> parameters(byte[] form) {
        Map<String, String> parameters = new HashMap<>();
        Request asQuery = Request.parse("POST", "/?" + new String(form, ISO_8859_1), Map.of());
        for (Request.Parameter parameter : asQuery.query()) {
            if (parameters.put(parameter.name(), parameter.value()) != null) {
                throw invalid(parameter.name() + " is given twice");
            }
        }
        return parameters;
    }

    private static Refusal invalid(String message) {
        return new Refusal(400, "ValidationError", message);
    }

    /** What STS refuses, in its own words and form. */
    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String code;
        private final String words;

        private Refusal(int status, String code, String words) {
            super(words);
            this.status = status;
            this.code = code;
            this.words = words;
        }

        /** Of keys that aren't known STS has a code of its own. */
        private static Refusal of(S3Failure failure) {
            return switch (failure.error()) {
                case INVALID_ACCESS_KEY, INVALID_TOKEN ->
                    new Refusal(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
                case EXPIRED_TOKEN ->
                    new Refusal(403, "ExpiredToken", "The security token included in the request is expired");
                default -> new Refusal(failure.error().status(), failure.error().code(), failure.words());
            };
        }

        private Response answer(String requestId) {
            Xml document = Xml.stsDocument("ErrorResponse")
                    .start("Error")
                    .element("Type", "Sender")
                    .element("Code", code)
                    .element("Message", Response.legible(words))
                    .end()
                    .element("RequestId", requestId);
            return Response.xml(status, document);
        }
    }
}

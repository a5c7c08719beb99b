package io.cloudstore.embedded.s3.access;

import java.util.regex.Pattern;

/**
 * One permission, as in an IAM policy statement.
 *
 * @param action an S3 action such as {@code s3:PutObject}; {@code *} and {@code ?} are wildcards
 * @param resource an ARN such as {@code arn:aws:s3:::bucket/staging/*}, with the same wildcards; {@code *} also spans
 *     slashes
 */
public record Allow(String action, String resource) {

    boolean covers(String wantedAction, String wantedResource) {
        return matches(action, wantedAction) && matches(resource, wantedResource);
    }

    private static boolean matches(String pattern, String value) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(value).matches();
    }
}

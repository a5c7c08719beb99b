package io.cloudstore.embedded.s3.access;

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
        int p = 0;
        int star = -1; // the last star seen, and where the value stood then
        int resume = 0;
        for (int v = 0; v < value.length(); ) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = v;
            } else if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == value.charAt(v))) {
                p++;
                v++;
            } else if (star >= 0) {
                p = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        return pattern.substring(p).chars().allMatch(c -> c == '*');
    }
}

package io.cloudstore.embedded.s3.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wildcards of IAM policies. */
class IdentityTest {
    @ParameterizedTest
    @CsvSource({
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:PutObject, staging/x, true",
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:PutObject, staging/x/y, true",
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:PutObject, staging/, true",
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:PutObject, staging, false",
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:PutObject, stagingx/x, false",
        "s3:PutObject, arn:aws:s3:::b/staging/*, s3:GetObject, staging/x, false",
        "s3:PutObject, arn:aws:s3:::other/staging/*, s3:PutObject, staging/x, false",
        "s3:*, arn:aws:s3:::b/*, s3:AbortMultipartUpload, x, true",
        "*, *, s3:DeleteObject, x, true",
        "s3:?etObject, arn:aws:s3:::*/a*c, s3:GetObject, abbc, true",
        "s3:?etObject, arn:aws:s3:::*/a*c, s3:GetObject, abbcd, false",
    })
    void a_permission_covers_what_its_patterns_match(
            String action, String resource, String wanted, String key, boolean allowed) {
        Identity identity = new Identity("key", "secret", List.of(new Allow(action, resource)));
        assertThat(identity.mayOnObject(wanted, "b", key)).isEqualTo(allowed);
    }
}

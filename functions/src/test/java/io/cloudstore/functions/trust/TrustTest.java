package io.cloudstore.functions.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
    @TempDir
    private Path folder;

    @Test
    void an_installations_authorities_stand_beside_javas_own() throws Exception {
        Certificates one = Certificates.in(Files.createDirectory(folder.resolve("one")));
        Certificates two = Certificates.in(Files.createDirectory(folder.resolve("two")));
        String both = Files.readString(one.authority()) + "\n# and\n" + Files.readString(two.authority());

        KeyStore javas = Trust.javaAnd(Files.readString(one.authority()));
        KeyStore more = Trust.javaAnd(both);

        assertThat(javas.size()).isGreaterThan(50);
        assertThat(more.size()).isEqualTo(javas.size() + 1);
        assertThat(Collections.list(more.aliases()))
                .allSatisfy(alias -> assertThat(more.isCertificateEntry(alias)).isTrue());
    }

    @Test
    void what_is_no_certificate_is_refused() {
        for (String none :
                new String[] {"", "secret", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Trust.requireCertificates(none))
                    .withMessageContaining("PEM");
            assertThatIllegalArgumentException().isThrownBy(() -> Trust.javaAnd(none));
        }
    }
}

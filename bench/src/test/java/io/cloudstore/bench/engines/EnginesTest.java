package io.cloudstore.bench.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static final Path ROOT = Path.of("/somewhere");

    @Test
    void they_are_where_the_scripts_put_them_unless_the_environment_says_otherwise() {
        assertThat(Engines.of(ROOT, Map.of("CLOUDSTORE_ENGINES", "")))
                .isEqualTo(new Engines(ROOT, URI.create("http://localhost:4566"), "cloudstore", "sam"));
        assertThat(Engines.of(
                        ROOT,
                        Map.of(
                                "CLOUDSTORE_ENGINES", "others",
                                "CLOUDSTORE_LOCALSTACK_PORT", "4577",
                                "CLOUDSTORE_SAM", "/opt/sam")))
                .isEqualTo(new Engines(ROOT, URI.create("http://localhost:4577"), "others", "/opt/sam"));
    }
}

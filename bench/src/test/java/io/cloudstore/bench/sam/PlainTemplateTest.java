package io.cloudstore.bench.sam;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.bench.sam.PlainTemplate.PlainFunction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class PlainTemplateTest {

    @Test
    void each_function_has_its_handler_code_and_memory_and_the_machines_processor() {
        PlainTemplate template = new PlainTemplate(List.of(
                new PlainFunction("One", "a.Handler", "one.zip", 512),
                new PlainFunction("Two", "b.Handler", "two.zip", 1769)));

        assertThat(read(template.text("amd64")))
                .contains("One={", "Handler=a.Handler", "CodeUri=one.zip", "MemorySize=512", "Architectures=[x86_64]")
                .contains("Two={", "Handler=b.Handler", "CodeUri=two.zip", "MemorySize=1769");
        assertThat(read(template.text("aarch64"))).contains("[arm64]").doesNotContain("x86_64");
    }

    private static String read(String yaml) {
        return String.valueOf(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }
}

package io.cloudstore.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EnvironmentTest {
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void home_is_where_its_variable_says_and_else_where_java_finds_it() {
        Path javas = Path.of(System.getProperty("user.home"));
        assertThat(Environment.home(Map.of("HOME", "/elsewhere"))).isEqualTo(Path.of("/elsewhere"));
        assertThat(Environment.home(Map.of())).isEqualTo(javas);
        assertThat(Environment.home(Map.of("HOME", ""))).isEqualTo(javas);
        assertThat(Environment.home(Map.of("HOME", "not/absolute"))).isEqualTo(javas);
    }
}

package io.cloudstore.gateway.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersFileTest {
    @Test
    void texts_numbers_and_lists_are_read_as_they_stand() {
        assertThat(ParametersFile.read("p.yaml", """
                        # where things are
                        DbUrl: jdbc:mysql://db:3306/cloudstore?a=b
                        AWS::StackName: served
                        OpenUploads: 007
                        RedisUrl: ""
                        SubnetIds: [one, two]
                        """))
                .isEqualTo(Map.of(
                        "DbUrl", "jdbc:mysql://db:3306/cloudstore?a=b",
                        "AWS::StackName", "served",
                        "OpenUploads", "007",
                        "RedisUrl", "",
                        "SubnetIds", "one,two"));
    }

    @Test
    void what_is_no_map_of_values_is_refused() {
        assertRefused("- a list\n");
        assertRefused("");
        assertRefused("DbUrl: {a: b}\n");
        assertRefused("DbUrl: [\n");
        assertRefused("DbUrl: one\nDbUrl: two\n");
    }

    private static void assertRefused(String yaml) {
        assertThatThrownBy(() -> ParametersFile.read("p.yaml", yaml)).isInstanceOf(TemplateException.class);
    }
}

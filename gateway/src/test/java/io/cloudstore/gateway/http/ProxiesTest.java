package io.cloudstore.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private final Proxies proxies = Proxies.at(List.of("10.0.0.0/8", "192.168.7.128/25", "fd00::/8", "203.0.113.9"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // nobody says anything; a stranger's word counts for nothing
                "10.1.2.3     |                              | 10.1.2.3",
                "198.51.100.1 | 192.0.2.1                    | 198.51.100.1",
                // one proxy, then two; what stands before the first stranger may be made up
                "10.1.2.3     | 192.0.2.1                    | 192.0.2.1",
                "203.0.113.9  | 192.0.2.1,10.9.9.9           | 192.0.2.1",
                "10.1.2.3     | 8.8.8.8, 192.0.2.1           | 192.0.2.1",
                "10.1.2.3     | 8.8.8.8;192.0.2.1 , 10.0.0.1 | 192.0.2.1",
                // all are proxies; a word that is no address
                "10.1.2.3     | 10.0.0.1                     | 10.0.0.1",
                "10.1.2.3     | 8.8.8.8, unknown             | 10.1.2.3",
                // with the port that it came from
                "10.1.2.3     | 192.0.2.1:4711               | 192.0.2.1",
                "10.1.2.3     | [2001:db8::1]:4711           | 2001:db8:0:0:0:0:0:1",
                "10.1.2.3     | [2001:db8::1]                | 2001:db8:0:0:0:0:0:1",
                "10.1.2.3     | 192.0.2.1:port               | 10.1.2.3",
                // where ranges end
                "192.168.7.128| 192.0.2.1                    | 192.0.2.1",
                "192.168.7.127| 192.0.2.1                    | 192.168.7.127",
                "203.0.113.8  | 192.0.2.1                    | 203.0.113.8",
                "fdff::1      | 2001:db8::1                  | 2001:db8:0:0:0:0:0:1",
                "fe00::1      | 2001:db8::1                  | fe00:0:0:0:0:0:0:1"
            })
    void the_caller_is_the_nearest_that_is_no_proxy(String peer, String header, String caller) {
        List<String> values = header == null ? List.of() : List.of(header.split(";"));
        assertThat(proxies.caller(InetAddress.ofLiteral(peer), values)).isEqualTo(caller);
    }

    @Test
    void a_range_of_everything_is_everything() {
        assertThat(Proxies.at(List.of("0.0.0.0/0")).caller(InetAddress.ofLiteral("1.2.3.4"), List.of("5.6.7.8")))
                .isEqualTo("5.6.7.8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "/8", "10.0.0.0/8/8"})
    void what_is_no_address_is_refused(String range) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Proxies.at(List.of(range)))
                .withMessageContaining("\"" + range + "\"");
    }
}

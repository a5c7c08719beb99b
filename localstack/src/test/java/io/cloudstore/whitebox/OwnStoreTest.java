package io.cloudstore.whitebox;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudstore.embedded.EmbeddedCloud;
import io.cloudstore.embedded.folder.Secrets.Secret;
import io.cloudstore.gateway.serve.ServedStore;
import io.cloudstore.gateway.storecheck.Report;
import io.cloudstore.gateway.storecheck.Verdict;
import io.cloudstore.stack.Capability;
import io.cloudstore.stack.EmbeddedStack;
import io.cloudstore.stack.Needs;
import io.cloudstore.stack.OnTheStack;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The store of the embedded cloud, with the keys that its functions have, passes the check that others have to pass. */
@OnTheStack
@Needs(Capability.ENGINES)
class OwnStoreTest {
    @Test
    void it_keeps_every_rule_with_the_rights_that_the_functions_have() throws Exception {
        EmbeddedCloud cloud = EmbeddedStack.started().cloud();
        Map<String, String> parameters = Map.of(
                "S3Endpoint", cloud.s3().toString(),
                "StsEndpoint", cloud.s3().toString(),
                "WorkerKeys", cloud.secrets().reference(Secret.WORKER_KEYS));

        Report report = ServedStore.check(parameters, ServedStore.Buckets.OF_TEMPLATE, finding -> {});

        assertThat(report.findings())
                .as(report.toString())
                .isNotEmpty()
                .allMatch(finding -> finding.verdict() == Verdict.OK);
    }
}

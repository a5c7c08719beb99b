package io.cloudstore.story;

import io.cloudstore.stack.OnTheStack;
import io.cloudstore.stack.Stack;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's walk with curl and openssl works typed as it stands. */
@OnTheStack
class ReadmeWalkTest {
    @Test
    void the_walk_with_curl_and_openssl_works_as_it_is_written(@TempDir Path folder) throws Exception {
        ReadmeWalk.runs(Stack.current().api(), folder);
    }
}

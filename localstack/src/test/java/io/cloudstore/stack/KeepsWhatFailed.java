package io.cloudstore.stack;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** After a failure, the data of this process's embedded stack outlives the process. */
final class KeepsWhatFailed implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
        EmbeddedStack.keepData();
    }
}

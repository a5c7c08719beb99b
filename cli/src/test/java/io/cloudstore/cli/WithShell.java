package io.cloudstore.cli;

import io.cloudstore.client.fake.FakeCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests of commands: each has a fake cloud, and a home with a shell in it, where nobody is signed in yet. */
public abstract class WithShell {
    protected final FakeCloud cloud = new FakeCloud();

    @TempDir
    protected Path home;

    protected Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(cloud, home);
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }
}

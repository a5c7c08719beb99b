package io.cloudstore.stack;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A field for the data folder of a test's own clouds, empty and absolute. After a test that passed it is deleted; what one
 * that failed leaves stays in {@code target/stories}.
 */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@TempDir(factory = DataFolder.InTarget.class, cleanup = CleanupMode.ON_SUCCESS)
public @interface DataFolder {
    /** Makes the folders. */
    final class InTarget implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext field, ExtensionContext test) throws IOException {
            return make("data");
        }

        /** A new folder whose name begins so. */
        static Path make(String name) throws IOException {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "stories")), name)
                    .toAbsolutePath();
        }
    }
}

package io.cloudstore.bench.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {

    @Test
    void jars_lie_in_lib_and_nothing_else_of_their_folder(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("one.jar"), "1");
        Files.writeString(folder.resolve("notes.txt"), "x");

        Archive.ofFunctions(folder.resolve("ours.zip"), folder);

        try (ZipFile zip = new ZipFile(folder.resolve("ours.zip").toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("lib/one.jar");
            assertThat(zip.getInputStream(zip.getEntry("lib/one.jar"))).hasContent("1");
        }
    }

    @Test
    void the_plain_handler_needs_nothing_but_its_class(@TempDir Path folder) throws Exception {
        Path zip = folder.resolve("plain.zip");

        Archive.ofPlainHandler(zip);

        ClassLoader lambdaOnly = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                if (name.startsWith("com.amazonaws.services.lambda.runtime.")) {
                    return ArchiveTest.class.getClassLoader().loadClass(name);
                }
                throw new ClassNotFoundException(name);
            }
        };
        try (var loader = new URLClassLoader(new URL[] {zip.toUri().toURL()}, lambdaOnly)) {
            assertThat(loader.loadClass(PlainHandler.class.getName())
                            .getDeclaredConstructor()
                            .newInstance())
                    .isNotNull();
        }
    }
}

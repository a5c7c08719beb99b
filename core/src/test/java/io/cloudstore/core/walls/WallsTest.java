package io.cloudstore.core.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.cloudstore.core.work.UnitOfWork;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The walls stand; and they fall when somebody breaks through, as the rooms in {@code broken} do. */
class WallsTest {
    private static final Walls CORE = new Walls("io.cloudstore.core");
    private static final Walls BROKEN = new Walls("io.cloudstore.core.walls.broken");
    private static final JavaClasses MAIN = main();
    private static final JavaClasses FIXTURE = new ClassFileImporter().importPackages(BROKEN.root());

    /** The classes of core itself, wherever they were compiled to. */
    private static JavaClasses main() {
        try {
            return new ClassFileImporter()
                    .importPath(Path.of(UnitOfWork.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .that(resideInAPackage("io.cloudstore.core.."));
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Stream<ArchRule> walls() {
        return CORE.all().stream();
    }

    @ParameterizedTest
    @MethodSource("walls")
    void the_wall_stands(ArchRule wall) {
        wall.check(MAIN);
    }

    @Test
    void no_rule_speaks_of_an_empty_room() {
        assertThat(CORE.empty(MAIN)).isEmpty();
        assertThat(MAIN.size()).isGreaterThan(100);
        assertThat(BROKEN.empty(FIXTURE)).contains("transfer", "sweep");
    }

    @Test
    void a_rule_about_an_empty_room_fails_rather_than_saying_nothing() {
        assertThat(catchError(BROKEN.arrows("sweep"))).contains("failed to check any classes");
    }

    @Test
    void an_arrow_that_is_not_drawn_is_seen() {
        assertThat(catchError(BROKEN.arrows("blob"))).contains("ReachesUp").contains("Above");
    }

    @Test
    void a_circle_is_seen() {
        assertThat(catchError(BROKEN.noCircle())).contains("Cycle detected");
    }

    @Test
    void a_technology_is_seen() {
        assertThat(catchError(BROKEN.arrows("account"))).contains("java.sql.Connection");
    }

    @Test
    void a_class_open_to_inheritance_is_seen() {
        assertThat(catchError(BROKEN.classesAreFinal())).contains("ReachesUp");
    }

    @Test
    void time_and_chance_taken_from_the_system_are_seen() {
        assertThat(catchError(BROKEN.worldComesIn()))
                .contains("Instant.now()")
                .contains("UUID.randomUUID()")
                .contains("java.util.Random.<init>()");
    }

    @Test
    void a_class_without_a_room_is_seen() {
        assertThat(catchError(BROKEN.everythingHasARoom())).contains("Homeless");
    }

    /** Not only unused: not there at all, so that nobody can begin to use them. */
    @Test
    void no_technology_is_on_the_class_path_of_core() {
        ClassLoader loader = getClass().getClassLoader();
        assertThat(List.of(
                        "software/amazon/awssdk/core/SdkClient.class",
                        "com/amazonaws/services/lambda/runtime/Context.class",
                        "org/springframework/core/SpringVersion.class",
                        "com/mysql/cj/jdbc/Driver.class",
                        "com/zaxxer/hikari/HikariDataSource.class",
                        "redis/clients/jedis/Jedis.class",
                        "com/fasterxml/jackson/databind/ObjectMapper.class",
                        "tools/jackson/databind/ObjectMapper.class",
                        "com/nimbusds/jose/JWSObject.class"))
                .allSatisfy(
                        name -> assertThat(loader.getResource(name)).as(name).isNull());
    }

    private static String catchError(ArchRule wall) {
        return catchThrowableOfType(AssertionError.class, () -> wall.check(FIXTURE))
                .getMessage();
    }
}

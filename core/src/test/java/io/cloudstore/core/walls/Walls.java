package io.cloudstore.core.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The walls inside core, as the design's section 3 draws them, for the rooms under one package.
 *
 * @param root the package that holds the rooms
 */
record Walls(String root) {
    /** Room → the rooms that it may use, besides itself and {@code work}. */
    static final Map<String, List<String>> ARROWS = Map.of(
            "work", List.of(),
            "account", List.of(),
            "blob", List.of(),
            "admission", List.of("account"),
            "drive", List.of("account", "blob"),
            "upload", List.of("account", "blob", "drive"),
            "instant", List.of("upload", "blob", "drive", "account"),
            "transfer", List.of("blob", "upload"),
            "sweep", List.of("upload", "blob", "transfer", "drive", "account"));

    /** What everybody may use: the contract with clients, and so much of the platform as needs no world outside; URI too. */
    private static final List<String> EVERYBODYS = List.of(
            "io.cloudstore.protocol..",
            "org.jspecify.annotations",
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.text",
            "java.nio.charset");

    /** What draws chance or time from the system instead of from {@code Draw} and the injected clock. */
    private static final Set<String> FROM_THE_SYSTEM = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.Math.random",
            "java.lang.Thread.sleep",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstanceStrong",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.Clock.system",
            "java.util.Date.<init>",
            "java.lang.System.getenv",
            "java.lang.System.getProperty");

    /** All of them, the arrows first. */
    List<ArchRule> all() {
        List<ArchRule> rules = new ArrayList<>();
        ARROWS.keySet().stream().sorted().map(this::arrows).forEach(rules::add);
        rules.add(noCircle());
        rules.add(classesAreFinal());
        rules.add(worldComesIn());
        rules.add(everythingHasARoom());
        return rules;
    }

    ArchRule arrows(String room) {
        List<String> allowed = new ArrayList<>(EVERYBODYS);
        allowed.add(inside(room));
        allowed.add(inside("work"));
        ARROWS.get(room).stream().map(this::inside).forEach(allowed::add);
        return classes()
                .that()
                .resideInAPackage(inside(room))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(allowed.toArray(String[]::new)).or(equivalentTo(URI.class)))
                .as(room + " uses " + ARROWS.get(room) + ", work and protocol, nothing else");
    }

    ArchRule noCircle() {
        return slices().matching(root + ".(*)..").should().beFreeOfCycles();
    }

    /** A use case is what it is: nobody makes it another by inheriting. */
    ArchRule classesAreFinal() {
        return classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotAnonymousClasses()
                .and()
                .doNotHaveSimpleName("package-info")
                .should()
                .haveModifier(JavaModifier.FINAL)
                .as("classes are final");
    }

    ArchRule worldComesIn() {
        return noClasses()
                .should()
                .callCodeUnitWhere(new DescribedPredicate<JavaCall<?>>("it asks the system") {
                    @Override
                    public boolean test(JavaCall<?> call) {
                        String target = call.getTargetOwner().getName() + "." + call.getName();
                        boolean isNow = call.getName().equals("now")
                                && call.getTargetOwner().getPackageName().startsWith("java.time");
                        return isNow || FROM_THE_SYSTEM.contains(target);
                    }
                })
                .as("time, chance and settings come in from outside");
    }

    ArchRule everythingHasARoom() {
        return classes()
                .should()
                .resideInAnyPackage(ARROWS.keySet().stream().map(this::inside).toArray(String[]::new))
                .as("every class has its room");
    }

    /** Rooms without a class: a rule about them would say nothing. */
    List<String> empty(Iterable<JavaClass> imported) {
        return ARROWS.keySet().stream()
                .filter(room -> {
                    for (JavaClass each : imported) {
                        if (resideInAPackage(inside(room)).test(each)) {
                            return false;
                        }
                    }
                    return true;
                })
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private String inside(String room) {
        return root + "." + room + "..";
    }
}

package io.cloudstore.gateway.rules;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls of AWS a method can come to, read from the compiled classes of {@code core} and {@code functions}: whatever
 * it calls, and what that calls. What a lambda does counts as done by the method that makes it, a call of an interface as
 * a call of each of its implementations, and whoever makes an object that the JDK or a host calls, calls it.
 */
final class CallGraph {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.cloudstore.core", "io.cloudstore.functions");
    private static final String AWS = "software.amazon.awssdk.services.";
    /** Who signs what others then ask of AWS. */
    private static final String SIGNER = "io.cloudstore.functions.s3.Signer";

    private static final Set<String> SIGNED = Set.of("put", "get");

    private CallGraph() {}

    /**
     * A call of AWS.
     *
     * @param operation for example {@code S3Client.headObject}
     * @param actor the class of ours, among {@code actors}, on whose behalf it is made; empty if on none's
     */
    record Call(String operation, String actor) {}

    /** A method, reached on behalf of somebody. */
    private record Step(JavaCodeUnit method, String actor) {}

    /**
     * The calls of AWS that are reached from a method; none if there is no such method.
     *
     * @param classNames pattern of the names of the classes that may have it
     * @param actors simple names of the classes of ours that calls are told apart by; the last one on the way counts
     */
    static Set<Call> reachedFrom(String classNames, String method, Set<String> actors) {
        Set<Call> calls = new LinkedHashSet<>();
        Set<Step> seen = new HashSet<>();
        Deque<Step> todo = new ArrayDeque<>();
        CLASSES.stream()
                .filter(type -> type.getName().matches(classNames))
                .flatMap(type -> type.getMethods().stream())
                .filter(each -> each.getName().equals(method))
                .forEach(each -> todo.add(new Step(each, "")));
        while (!todo.isEmpty()) {
            Step step = todo.pop();
            String owner = step.method().getOwner().getSimpleName();
            Step now = actors.contains(owner) ? new Step(step.method(), owner) : step;
            if (seen.add(now)) {
                accesses(now.method()).forEach(access -> {
                    awsCall(access, now.actor()).ifPresent(calls::add);
                    targets(access).forEach(target -> todo.push(new Step(target, now.actor())));
                });
            }
        }
        return calls;
    }

    private static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit method) {
        return Stream.of(
                        method.getCallsFromSelf().stream(),
                        method.getMethodReferencesFromSelf().stream(),
                        method.getConstructorReferencesFromSelf().stream())
                .flatMap(accesses -> accesses);
    }

    /** A client's operation, or a request that our signer signs; making and closing a client is no call. */
    private static Optional<Call> awsCall(JavaCodeUnitAccess<?> access, String actor) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        boolean operation = owner.equals(SIGNER)
                ? SIGNED.contains(name)
                : owner.startsWith(AWS)
                        && owner.endsWith("Client")
                        && !Set.of("builder", "close", "create").contains(name);
        return operation
                ? Optional.of(new Call(access.getTargetOwner().getSimpleName() + "." + name, actor))
                : Optional.empty();
    }

    private static Stream<JavaCodeUnit> targets(JavaCodeUnitAccess<?> access) {
        CodeUnitAccessTarget target = access.getTarget();
        JavaClass owner = access.getTargetOwner();
        if (!CLASSES.contain(owner.getFullName())) {
            return Stream.empty();
        }
        Stream<JavaCodeUnit> called = Stream.concat(Stream.of(owner), owner.getAllSubclasses().stream())
                .flatMap(type -> type.getCodeUnits().stream())
                .filter(method -> method.getName().equals(target.getName())
                        && method.getRawParameterTypes().equals(target.getRawParameterTypes()));
        return target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)
                ? Stream.concat(called, calledByOthers(owner))
                : called;
    }

    /** What the JDK or a host calls of an object once it is made: the methods of interfaces that are not ours. */
    private static Stream<JavaCodeUnit> calledByOthers(JavaClass type) {
        Set<String> names = type.getAllRawInterfaces().stream()
                .filter(foreign -> !CLASSES.contain(foreign.getFullName()))
                .flatMap(foreign -> foreign.getMethods().stream())
                .map(JavaMethod::getName)
                .collect(Collectors.toSet());
        return type.getMethods().stream()
                .filter(method -> names.contains(method.getName()))
                .map(method -> method);
    }
}

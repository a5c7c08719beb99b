package io.cloudstore.localstack;

import io.cloudstore.localstack.TestResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The stories of one run, those of the command line and the white-box tests beside them, as Surefire's reports tell
 * (https://maven.apache.org/surefire/maven-surefire-plugin/xsd/surefire-test-report.xsd).
 *
 * @param stack what people call the stack
 * @param stories by the class's full name; none when nothing was run
 */
record StackRun(String stack, SortedMap<String, Story> stories) {
    private static final List<String> ROOMS =
            List.of("io.cloudstore.story.", "io.cloudstore.machine.", "io.cloudstore.whitebox.");

    /**
     * Reads {@code TEST-*.xml}.
     *
     * @param reports Surefire's folder; where there is none, nothing was run
     */
    static StackRun read(String stack, Path reports) {
        SortedMap<String, Story> stories = new TreeMap<>();
        for (Path report : reportsIn(reports)) {
            Story story = story(report);
            if (ROOMS.stream().anyMatch(story.type()::startsWith)
                    && !story.tests().isEmpty()) {
                stories.put(story.type(), story);
            }
        }
        return new StackRun(stack, stories);
    }

    Optional<Story> story(String type) {
        return Optional.ofNullable(stories.get(type));
    }

    private static List<Path> reportsIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Story story(Path report) {
        Element suite = parse(report);
        List<TestResult> tests = new ArrayList<>();
        for (Element test : children(suite, "testcase")) {
            tests.add(result(test));
        }
        return new Story(suite.getAttribute("name"), tests);
    }

    private static TestResult result(Element test) {
        String method = test.getAttribute("name").replaceFirst("[({\\[].*", "");
        List<Element> skipped = children(test, "skipped");
        if (!skipped.isEmpty()) {
            return new TestResult(method, Outcome.SKIPPED, skipped.getFirst().getAttribute("message"));
        }
        boolean failed = Stream.of("failure", "error")
                .anyMatch(kind -> !children(test, kind).isEmpty());
        return new TestResult(method, failed ? Outcome.FAILED : Outcome.PASSED, "");
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element parse(Path report) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newDocumentBuilder().parse(report.toFile()).getDocumentElement();
        } catch (SAXException e) {
            throw new IllegalArgumentException(report + " is no report of Surefire's: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this JDK has no XML parser", e);
        }
    }
}

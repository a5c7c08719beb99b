package io.cloudstore.bench.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The code of a function as Lambda takes it: a zip with classes, and jars in {@code lib/}. */
public final class Archive implements AutoCloseable {
    private final ZipOutputStream zip;

    private Archive(ZipOutputStream zip) {
        this.zip = zip;
    }

    /** Writes that of {@link PlainHandler}, which needs nothing else. */
    public static void ofPlainHandler(Path file) throws IOException {
        try (Archive archive = into(file)) {
            archive.add(PlainHandler.class);
        }
    }

    /** Writes that of {@link PlainCopy}, with the functions' jars, among which is what it needs. */
    public static void ofPlainCopy(Path file, Path jars) throws IOException {
        try (Archive archive = into(file)) {
            archive.add(PlainCopy.class);
            archive.addJars(jars);
        }
    }

    /** Writes that of our functions. */
    public static void ofFunctions(Path file, Path jars) throws IOException {
        try (Archive archive = into(file)) {
            archive.addJars(jars);
        }
    }

    private static Archive into(Path file) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file));
        // jars are compressed already
        zip.setLevel(Deflater.NO_COMPRESSION);
        return new Archive(zip);
    }

    /** Adds a class by itself. */
    private void add(Class<?> one) throws IOException {
        String name = one.getName().replace('.', '/') + ".class";
        try (InputStream bytes = one.getResourceAsStream("/" + name)) {
            if (bytes == null) {
                throw new IllegalArgumentException(name + " has no file");
            }
            entry(name, bytes);
        }
    }

    /** Adds the jars of a folder. */
    private void addJars(Path folder) throws IOException {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                try (InputStream bytes = Files.newInputStream(jar)) {
                    entry("lib/" + jar.getFileName(), bytes);
                }
            }
        }
    }

    private void entry(String name, InputStream bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        bytes.transferTo(zip);
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

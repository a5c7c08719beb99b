package io.cloudstore.embedded.folder;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A data folder that this process owns, from {@link #open} to {@link #close}. */
public final class DataFolder implements AutoCloseable {
    /** The layout that this code reads and writes. */
    private static final String VERSION = "1";

    private static final List<String> FOLDERS = List.of("mysql", "redis", "s3", "sqs", "log");

    private final Path root;
    private final FolderLock lock;
    private final PortBlock ports;
    private final Secrets secrets;
    private final EngineProcesses processes;

    private DataFolder(Path root, FolderLock lock, PortBlock ports, Secrets secrets, EngineProcesses processes) {
        this.root = root;
        this.lock = lock;
        this.ports = ports;
        this.secrets = secrets;
        this.processes = processes;
    }

    /**
     * Makes or opens a data folder: takes its lock, ends what a killed owner left running, settles the ports.
     *
     * @param root the folder; made when it isn't there
     * @param basePort the gateway's port, with the engines on the four after it; empty for the folder's own ports or,
     *     in a new folder, 8780 and on; 0 for the folder's own if they are free, else any that are
     * @throws CannotStart when the folder has another owner, isn't a data folder or is of another version, or when a
     *     port is occupied
     */
    public static DataFolder open(Path root, OptionalInt basePort) {
        try {
            return lockAndOpen(made(root), basePort);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + root + " can't be used: " + e, e);
        }
    }

    private static DataFolder lockAndOpen(Path root, OptionalInt basePort) throws IOException {
        FolderLock lock = FolderLock.take(root);
        PortBlock ports = null;
        boolean opened = false;
        try {
            checkVersion(root);
            for (String folder : FOLDERS) {
                Files.createDirectories(root.resolve(folder));
            }
            EngineLedger ledger = new EngineLedger(root.resolve("engines"));
            Leftovers.end(ledger);
            Secrets secrets = Secrets.in(root.resolve(Secrets.FOLDER));
            ports = PortBlock.settle(basePort, root.resolve("ports"), RandomGenerator.getDefault());
            ports.ports().write(root.resolve("ports"));
            opened = true;
            return new DataFolder(root, lock, ports, secrets, new EngineProcesses(ledger));
        } finally {
            if (!opened) {
                if (ports != null) {
                    ports.close();
                }
                lock.close();
            }
        }
    }

    private static Path made(Path folder) throws IOException {
        if (folder.toAbsolutePath().toString().indexOf(';') >= 0) {
            throw new CannotStart("The path of a data folder can't have a semicolon (the queue's database takes it for"
                    + " the end): " + folder);
        }
        if (Files.exists(folder) && !Files.exists(folder.resolve("version")) && !isNew(folder)) {
            throw new CannotStart(folder + " has files but isn't a data folder of Cloudstore; choose an empty or new"
                    + " folder with --data.");
        }
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        return folder.toRealPath();
    }

    /** Empty, or so young that its first owner died between the lock and the version. */
    private static boolean isNew(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.allMatch(entry -> entry.getFileName().toString().equals("lock"));
        }
    }

    private static void checkVersion(Path root) throws IOException {
        Path file = root.resolve("version");
        if (!Files.exists(file)) {
            Files.writeString(file, VERSION + "\n");
        }
        String found = Files.readString(file).strip();
        if (!found.equals(VERSION)) {
            throw new CannotStart("The data folder " + root + " has layout " + found + ", this Cloudstore knows layout "
                    + VERSION + "; use the Cloudstore that made it.");
        }
    }

    /** What the MySQL engine stores. */
    public Path mysql() {
        return root.resolve("mysql");
    }

    /** What the Redis engine stores. */
    public Path redis() {
        return root.resolve("redis");
    }

    /** What the S3 engine stores. */
    public Path s3() {
        return root.resolve("s3");
    }

    /** What the SQS engine stores. */
    public Path sqs() {
        return root.resolve("sqs");
    }

    /** The log file of an engine. */
    public Path log(String engine) {
        return root.resolve("log").resolve(engine + ".log");
    }

    /** The folder itself, absolute and without links. */
    public Path root() {
        return root;
    }

    /** The ports, free at the moment of opening. */
    public Ports ports() {
        return ports.ports();
    }

    /** Passwords and keys. */
    public Secrets secrets() {
        return secrets;
    }

    /** Starts engines that are programs. */
    public EngineProcesses processes() {
        return processes;
    }

    /** Ends what still runs and gives the folder free. */
    @Override
    public void close() {
        processes.stopAll();
        ports.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

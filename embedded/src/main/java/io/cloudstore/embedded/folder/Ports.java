package io.cloudstore.embedded.folder;

import io.cloudstore.gateway.hosting.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The five loopback ports of an embedded cloud, 1-65535 each. */
public record Ports(int gateway, int s3, int sqs, int mysql, int redis) {
    /** The gateway's port when nobody chose one; the engines take the four after it. */
    public static final int DEFAULT_BASE = 8780;

    static final int COUNT = 5;

    private static final int LARGEST_BASE = 65_536 - COUNT;

    /** @throws CannotStart when the base leaves no room for five ports */
    static Ports from(int base) {
        if (base < 1 || base > LARGEST_BASE) {
            throw new CannotStart(
                    "Port " + base + " can't be the first of five; choose --port from 1 to " + LARGEST_BASE + ".");
        }
        return new Ports(base, base + 1, base + 2, base + 3, base + 4);
    }

    /** Those of a new folder when nobody chose any. */
    static Ports standard() {
        return from(DEFAULT_BASE);
    }

    boolean areFree() {
        return byUse().values().stream().allMatch(Ports::isFree);
    }

    /** @throws CannotStart naming the first port that another program listens on */
    Ports requireFree() {
        byUse().forEach((use, port) -> {
            if (!isFree(port)) {
                throw new CannotStart("Port " + port + " on 127.0.0.1 (for " + use
                        + ") is in use by another program. Stop that program, or choose five other ports: --port N takes"
                        + " N to N+4.");
            }
        });
        return this;
    }

    void write(Path file) throws IOException {
        List<String> lines = byUse().entrySet().stream()
                .map(port -> port.getKey() + " " + port.getValue())
                .toList();
        Files.write(file, lines);
    }

    static Ports read(Path file) {
        try {
            List<Integer> ports = Files.readAllLines(file).stream()
                    .map(line -> Integer.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                    .toList();
            return new Ports(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new CannotStart(
                    "The file " + file + " isn't a list of five ports; choose them anew with --port N.", e);
        }
    }

    private Map<String, Integer> byUse() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("gateway", gateway);
        ports.put("S3", s3);
        ports.put("SQS", sqs);
        ports.put("MySQL", mysql);
        ports.put("Redis", redis);
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

package io.cloudstore.embedded.s3.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes an XML document, element by element. Control characters become references, as S3 writes them. */
public final class Xml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Deque<String> open = new ArrayDeque<>();

    private Xml() {}

    /** A document of S3's namespace. */
    public static Xml document(String root) {
        return document(root, "http://s3.amazonaws.com/doc/2006-03-01/");
    }

    /** A document of STS's namespace. */
    public static Xml stsDocument(String root) {
        return document(root, "https://sts.amazonaws.com/doc/2011-06-15/");
    }

    private static Xml document(String root, String namespace) {
        Xml xml = new Xml();
        xml.out.append('<').append(root).append(" xmlns=\"").append(namespace).append("\">");
        xml.open.push(root);
        return xml;
    }

    /** An error document, which has no namespace. */
    public static Xml error() {
        return new Xml().start("Error");
    }

    public Xml start(String name) {
        out.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    public Xml end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    public Xml element(String name, Object value) {
        out.append('<').append(name).append('>');
        escape(value.toString());
        out.append("</").append(name).append('>');
        return this;
    }

    /** Text inside the element that is open. */
    public Xml text(String text) {
        escape(text);
        return this;
    }

    /** Closes what is open and gives the document's bytes. */
    public byte[] bytes() {
        while (!open.isEmpty()) {
            end();
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> {
                    if (c < 0x20) {
                        out.append("&#x").append(Integer.toHexString(c)).append(';');
                    } else {
                        out.append(c);
                    }
                }
            }
        }
    }
}

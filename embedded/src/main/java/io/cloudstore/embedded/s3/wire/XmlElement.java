package io.cloudstore.embedded.s3.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** An element of a request's XML document, namespaces set aside. */
public record XmlElement(String name, String text, List<XmlElement> children) {
    /** The deepest document of S3 has four levels. */
    private static final int DEEPEST = 8;

    /** Reads a document whose root has that name; anything else is MalformedXML. Document types are not read. */
    public static XmlElement parse(byte[] document, String root) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            reader.nextTag();
            XmlElement element = read(reader, 1);
            if (!element.name().equals(root)) {
                throw new S3Failure(S3Error.MALFORMED_XML);
            }
            return element;
        } catch (XMLStreamException e) {
            throw new S3Failure(S3Error.MALFORMED_XML);
        }
    }

    private static XmlElement read(XMLStreamReader reader, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new S3Failure(S3Error.MALFORMED_XML);
        }
        String name = reader.getLocalName();
        StringBuilder text = new StringBuilder();
        List<XmlElement> children = new ArrayList<>();
        while (reader.next() != XMLStreamReader.END_ELEMENT) {
            if (reader.isStartElement()) {
                children.add(read(reader, depth + 1));
            } else if (reader.isCharacters()) {
                text.append(reader.getText());
            }
        }
        return new XmlElement(name, text.toString(), children);
    }

    public List<XmlElement> all(String child) {
        return children.stream().filter(element -> element.name().equals(child)).toList();
    }

    public Optional<String> value(String child) {
        return all(child).stream().map(element -> element.text().strip()).findFirst();
    }

    /** The value of a child that must be there. Keys keep their white space, so nothing is stripped. */
    public String required(String child) {
        return all(child).stream()
                .map(XmlElement::text)
                .findFirst()
                .orElseThrow(() -> new S3Failure(S3Error.MALFORMED_XML));
    }
}

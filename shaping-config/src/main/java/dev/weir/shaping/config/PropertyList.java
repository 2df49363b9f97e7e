package dev.weir.shaping.config;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads Apple's property lists: maps, lists, and everything else as text. Looks up nothing outside of the text. Not thread-safe: one reader a text. */
final class PropertyList {
    private static final int MOST_DEPTH = 64;

    private final XMLStreamReader xml;

    private PropertyList(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Object parse(String text) throws ConfigurationException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            PropertyList reader = new PropertyList(factory.createXMLStreamReader(new StringReader(text)));
            reader.next("plist");
            if (!reader.xml.getLocalName().equals("plist")
                    || reader.xml.nextTag() != XMLStreamConstants.START_ELEMENT) {
                throw ConfigurationException.syntax("property list must be in an element plist");
            }
            return reader.value(0);
        } catch (XMLStreamException e) {
            throw ConfigurationException.syntax("problems parsing the property list at line "
                    + e.getLocation().getLineNumber() + ", column "
                    + e.getLocation().getColumnNumber());
        }
    }

    private void next(String what) throws XMLStreamException, ConfigurationException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                return;
            }
        }
        throw ConfigurationException.syntax("property list ends before its " + what);
    }

    /** The value whose element has just begun; its end has been read. */
    private Object value(int depth) throws XMLStreamException, ConfigurationException {
        if (depth > MOST_DEPTH) {
            throw ConfigurationException.syntax("property list must be at most " + MOST_DEPTH + " deep");
        }
        return switch (xml.getLocalName()) {
            case "dict" -> map(depth);
            case "array" -> list(depth);
            case "true", "false" -> {
                String name = xml.getLocalName();
                xml.getElementText();
                yield name;
            }
            default -> xml.getElementText().strip();
        };
    }

    private Map<String, Object> map(int depth) throws XMLStreamException, ConfigurationException {
        Map<String, Object> map = new LinkedHashMap<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            String key = xml.getElementText().strip();
            if (xml.nextTag() != XMLStreamConstants.START_ELEMENT) {
                throw ConfigurationException.syntax("key of a property list must have a value: " + key);
            }
            map.put(key, value(depth + 1));
        }
        return map;
    }

    private List<Object> list(int depth) throws XMLStreamException, ConfigurationException {
        List<Object> list = new ArrayList<>();
        while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
            list.add(value(depth + 1));
        }
        return list;
    }
}

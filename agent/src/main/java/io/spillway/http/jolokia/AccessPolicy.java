package io.spillway.http.jolokia;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jolokia.server.core.restrictor.policy.MBeanAccessChecker;
import org.jolokia.server.core.restrictor.policy.RequestTypeChecker;
import org.jolokia.server.core.util.RequestType;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One {@code jolokia-access.xml}. Jolokia's own reader fails open (no {@code <commands>}, no file) and takes whatever XML parser the
 * host has configured; so the file is read and checked here, with the JDK's parser, and only its rules are Jolokia's.
 */
final class AccessPolicy {
    static final String RESOURCE = "/io/spillway/jolokia/jolokia-access.xml";

    private static final Set<String> READ_ELEMENTS = Set.of("commands", "allow", "mbeans", "deny");
    private static final List<RequestType> ON_BEANS = List.of(RequestType.READ, RequestType.WRITE, RequestType.EXEC);

    private final RequestTypeChecker commands;
    private final MBeanAccessChecker beans;
    private final List<ObjectName> named;

    private AccessPolicy(Document document) throws MalformedObjectNameException {
        commands = new RequestTypeChecker(document);
        beans = new MBeanAccessChecker(document);
        named = Stream.concat(names(document, "allow").stream(), names(document, "mbeans").stream())
                .toList();
    }

    static AccessPolicy packaged() throws IOException {
        try (InputStream resource = AccessPolicy.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IOException("missing in the agent: " + RESOURCE);
            }
            return read(resource, RESOURCE);
        }
    }

    static AccessPolicy of(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return read(stream, file.toString());
        }
    }

    /** @throws IOException when the file cannot be understood as a whole: half a policy is none */
    static AccessPolicy read(InputStream stream, String source) throws IOException {
        try {
            Document document = parse(stream);
            requireKnownElements(document, source);
            return new AccessPolicy(document);
        } catch (SAXException
                | ParserConfigurationException
                | MalformedObjectNameException
                | IllegalArgumentException
                | SecurityException e) {
            throw new IOException("the access policy " + source + " cannot be used: " + e.getMessage(), e);
        }
    }

    boolean isCommandListed(RequestType type) {
        return commands.check(type);
    }

    boolean allows(RequestType type, ObjectName bean, String member) {
        return beans.check(new MBeanAccessChecker.Arg(commands.check(type), type, bean, member));
    }

    boolean denies(RequestType type, ObjectName bean, String member) {
        return !beans.check(new MBeanAccessChecker.Arg(true, type, bean, member));
    }

    /** Whether anything at all may be open on that bean. */
    boolean names(ObjectName bean) {
        return ON_BEANS.stream().anyMatch(commands::check) || named.stream().anyMatch(name -> name.apply(bean));
    }

    private static Document parse(InputStream stream) throws ParserConfigurationException, SAXException, IOException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        DocumentBuilder builder = factory.newDocumentBuilder();
        // The default one prints to the host's standard error.
        builder.setErrorHandler(new DefaultHandler());
        return builder.parse(stream);
    }

    private static void requireKnownElements(Document document, String source) throws IOException {
        boolean commandsSeen = false;
        NodeList children = document.getDocumentElement().getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child.getNodeType() == Node.ELEMENT_NODE) {
                if (!READ_ELEMENTS.contains(child.getNodeName())) {
                    throw new IOException("the access policy " + source + " holds <" + child.getNodeName()
                            + ">, which nothing here reads: hosts, methods and origins are checked by Spillway itself."
                            + " Leave it out");
                }
                commandsSeen |= child.getNodeName().equals("commands");
            }
        }
        if (!commandsSeen) {
            throw new IOException("the access policy " + source + " has no <commands>, which would open everything:"
                    + " list the commands (list, search, version), and name beans under <allow>");
        }
    }

    private static List<ObjectName> names(Document document, String section) throws MalformedObjectNameException {
        List<ObjectName> names = new ArrayList<>();
        NodeList sections = document.getElementsByTagName(section);
        for (int i = 0; i < sections.getLength(); i++) {
            if (sections.item(i) instanceof Element element) {
                NodeList found = element.getElementsByTagName("name");
                for (int j = 0; j < found.getLength(); j++) {
                    names.add(new ObjectName(found.item(j).getTextContent().trim()));
                }
            }
        }
        return names;
    }
}

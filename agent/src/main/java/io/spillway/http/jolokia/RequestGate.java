package io.spillway.http.jolokia;

import java.util.List;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jolokia.server.core.request.JolokiaListRequest;
import org.jolokia.server.core.request.JolokiaObjectNameRequest;
import org.jolokia.server.core.request.JolokiaRequest;
import org.jolokia.server.core.service.request.AbstractRequestHandler;
import org.jolokia.server.core.util.RequestType;
import org.jspecify.annotations.Nullable;

/**
 * Stands before every other handler, for each item of a bulk too, and refuses what passes every policy: notifications, the
 * configuration, proxy targets, and names whose error texts would tell of beans that are not to be seen.
 */
final class RequestGate extends AbstractRequestHandler {
    // Jolokia's first own handler has -2.
    private static final int BEFORE_ALL_OTHERS = -10;

    private final SpillwayRestrictor restrictor;

    RequestGate(SpillwayRestrictor restrictor) {
        super(null, BEFORE_ALL_OTHERS);
        this.restrictor = restrictor;
    }

    @Override
    public boolean canHandle(JolokiaRequest request) {
        return refusal(request) != null;
    }

    @Override
    public <R extends JolokiaRequest> Object handleRequest(R request, @Nullable Object previousResult) {
        throw new SecurityException(refusal(request));
    }

    private @Nullable String refusal(JolokiaRequest request) {
        RequestType type = request.getType();
        if (type == RequestType.NOTIFICATION || type == RequestType.CONFIG) {
            return "'" + type.getName() + "' is not offered here; poll /journal for news";
        }
        Object target = request.getOption("target");
        if (target != null) {
            return "a proxy target is not offered here: only the beans of this JVM can be reached";
        }
        if (request instanceof JolokiaListRequest list) {
            return refusalOfList(list.getPathParts());
        }
        if (request instanceof JolokiaObjectNameRequest named && type != RequestType.SEARCH) {
            return refusalOfName(named, type);
        }
        return null;
    }

    private @Nullable String refusalOfName(JolokiaObjectNameRequest request, RequestType type) {
        ObjectName name = request.getObjectName();
        if (request.getProvider() != null) {
            return "a provider ('" + request.getProvider() + "@') is not offered here";
        }
        if (!name.isPattern()) {
            return restrictor.isObjectNameHidden(name) ? closed(name) : null;
        }
        if (!name.getDomain().equals(SpillwayRestrictor.OWN_DOMAIN)) {
            return "patterns are possible within the domain " + SpillwayRestrictor.OWN_DOMAIN + " only";
        }
        // Jolokia checks a pattern's own name before an operation, not the names that it finds.
        return type == RequestType.READ ? null : "a pattern can be read only: name one bean";
    }

    private @Nullable String refusalOfList(@Nullable List<@Nullable String> path) {
        if (path == null || path.size() < 2 || path.get(0) == null || path.get(1) == null) {
            return null;
        }
        try {
            ObjectName name = new ObjectName(path.get(0) + ":" + path.get(1));
            return !name.isPattern() && restrictor.isObjectNameHidden(name) ? closed(name) : null;
        } catch (MalformedObjectNameException e) {
            // Jolokia answers that with a 400 of its own.
            return null;
        }
    }

    private static String closed(ObjectName name) {
        return name + " is closed by the access policy; the operator can open it in jolokia-access.xml";
    }
}

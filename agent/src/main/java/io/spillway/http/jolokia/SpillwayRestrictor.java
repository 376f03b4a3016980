package io.spillway.http.jolokia;

import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.jolokia.server.core.service.api.Restrictor;
import org.jolokia.server.core.util.HttpMethod;
import org.jolokia.server.core.util.RequestType;

/** Says what Jolokia may show and do: Spillway's own beans, and of the others only what a policy names. */
final class SpillwayRestrictor implements Restrictor {
    static final String OWN_DOMAIN = "spillway";

    // They write files, load classes, or run commands: no policy opens them.
    private static final Set<String> CLOSED_DOMAINS =
            Set.of("com.sun.management", "java.util.logging", "jdk.management.jfr", "JMImplementation");

    private final List<AccessPolicy> policies;

    SpillwayRestrictor(List<AccessPolicy> policies) {
        this.policies = List.copyOf(policies);
    }

    @Override
    public boolean isTypeAllowed(RequestType type) {
        return policies.stream().anyMatch(policy -> policy.isCommandListed(type));
    }

    @Override
    public boolean isAttributeReadAllowed(ObjectName bean, String attribute) {
        return isAllowed(RequestType.READ, bean, attribute);
    }

    @Override
    public boolean isAttributeWriteAllowed(ObjectName bean, String attribute) {
        return isAllowed(RequestType.WRITE, bean, attribute);
    }

    @Override
    public boolean isOperationAllowed(ObjectName bean, String operation) {
        return isAllowed(RequestType.EXEC, bean, operation);
    }

    @Override
    public boolean isObjectNameHidden(ObjectName bean) {
        if (CLOSED_DOMAINS.contains(bean.getDomain())) {
            return true;
        }
        return !isOwn(bean) && policies.stream().noneMatch(policy -> policy.names(bean));
    }

    private boolean isAllowed(RequestType type, ObjectName bean, String member) {
        if (CLOSED_DOMAINS.contains(bean.getDomain())) {
            return false;
        }
        boolean opened = isOwn(bean) || policies.stream().anyMatch(policy -> policy.allows(type, bean, member));
        return opened && policies.stream().noneMatch(policy -> policy.denies(type, bean, member));
    }

    private static boolean isOwn(ObjectName bean) {
        return bean.getDomain().equals(OWN_DOMAIN);
    }

    // The following three are decided before Jolokia sees a request.

    @Override
    public boolean isHttpMethodAllowed(HttpMethod method) {
        return method == HttpMethod.GET || method == HttpMethod.POST;
    }

    @Override
    public boolean isRemoteAccessAllowed(String... hostsOrAddresses) {
        return true;
    }

    @Override
    public boolean isOriginAllowed(String origin, boolean onlyWhenStrict) {
        return false;
    }
}

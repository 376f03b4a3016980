package io.spillway.http.jolokia;

import javax.management.ObjectInstance;
import javax.management.ObjectName;
import org.jolokia.service.jmx.api.CacheKeyProvider;
import org.jspecify.annotations.Nullable;

/** Lets {@code list?listCache=true} describe all models, or all containers, once: 99 KB instead of 2.8 MB for 1,000 beans. */
final class TypeCacheKeys extends CacheKeyProvider {
    TypeCacheKeys() {
        super(100);
    }

    @Override
    public @Nullable String determineKey(ObjectInstance instance) {
        ObjectName name = instance.getObjectName();
        boolean oneOfMany =
                name.getDomain().equals(SpillwayRestrictor.OWN_DOMAIN) && name.getKeyProperty("name") != null;
        return oneOfMany ? name.getDomain() + ":" + name.getKeyProperty("type") : null;
    }
}

package io.spillway.manage;

import io.spillway.mbeans.Description;
import io.spillway.mbeans.Impact;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.InvalidAttributeValueException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationEmitter;
import javax.management.ReflectionException;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/**
 * An MXBean that tells what its interface's annotations say: descriptions, parameter names, impacts. Units come by themselves: {@link
 * io.spillway.mbeans.Unit} is a descriptor key. Exceptions leave it as the JDK's own, since a client without our classes could read no
 * other.
 */
final class DescribedMBean extends StandardEmitterMBean {
    private DescribedMBean(Object bean, Class<Object> type, NotificationEmitter emitter) {
        super(bean, type, true, emitter);
    }

    /** A bean that sends nothing. */
    static <T> DescribedMBean of(Class<T> type, T bean) {
        return of(type, bean, new NotificationBroadcasterSupport());
    }

    @SuppressWarnings("unchecked") // The super class wants one type for both; of() has just made sure of it.
    static <T> DescribedMBean of(Class<T> type, T bean, NotificationEmitter emitter) {
        return new DescribedMBean(bean, (Class<Object>) type, emitter);
    }

    @Override
    public Object invoke(String operation, Object @Nullable [] arguments, String @Nullable [] signature)
            throws MBeanException, ReflectionException {
        try {
            return super.invoke(operation, arguments, signature);
        } catch (RuntimeException e) {
            throw PortableException.of(e);
        }
    }

    @Override
    public Object getAttribute(String attribute)
            throws AttributeNotFoundException, MBeanException, ReflectionException {
        try {
            return super.getAttribute(attribute);
        } catch (RuntimeException e) {
            throw PortableException.of(e);
        }
    }

    @Override
    public void setAttribute(Attribute attribute)
            throws AttributeNotFoundException, InvalidAttributeValueException, MBeanException, ReflectionException {
        try {
            super.setAttribute(attribute);
        } catch (RuntimeException e) {
            throw PortableException.of(e);
        }
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return describe(getMBeanInterface(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        String getter = (info.isIs() ? "is" : "get") + info.getName();
        return describe(method(getter), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return describe(method(info.getName()), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return describe(parameter(operation, sequence), info.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo operation, MBeanParameterInfo info, int sequence) {
        return parameter(operation, sequence).getName();
    }

    @Override
    protected int getImpact(MBeanOperationInfo info) {
        Impact impact = method(info.getName()).getAnnotation(Impact.class);
        if (impact == null) {
            return info.getImpact();
        }
        return switch (impact.value()) {
            case INFO -> MBeanOperationInfo.INFO;
            case ACTION -> MBeanOperationInfo.ACTION;
            case ACTION_INFO -> MBeanOperationInfo.ACTION_INFO;
        };
    }

    private static String describe(AnnotatedElement element, String otherwise) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? otherwise : description.value();
    }

    private Parameter parameter(MBeanOperationInfo operation, int sequence) {
        return method(operation.getName()).getParameters()[sequence];
    }

    /** The interface has no overloads: the name is enough. */
    private Method method(String name) {
        for (Method method : getMBeanInterface().getMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new IllegalStateException(getMBeanInterface() + " has no method " + name);
    }
}

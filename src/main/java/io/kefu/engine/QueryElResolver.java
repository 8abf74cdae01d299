package io.kefu.engine;

import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;

import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MethodNotFoundException;
import org.camunda.bpm.impl.juel.jakarta.el.PropertyNotFoundException;
import org.joda.time.DateTime;

/**
 * Resolves nothing but calls on points in time. For expressions that no execution
 * evaluates: those in task queries and stored filters, which any user can send
 * (CVE-2026-109432). Functions such as {@code currentUser()} need no resolver.
 */
class QueryElResolver extends ELResolver {

	@Override
	public Object getValue(ELContext context, Object base, Object property) {
		throw new PropertyNotFoundException("'" + property + "' may not be read by a query");
	}

	@Override
	public Object invoke(ELContext context, Object base, Object method, Class<?>[] paramTypes, Object[] params) {
		Object result = null;
		if (base instanceof DateTime time) {
			result = SafeCalls.onDateTime(time, String.valueOf(method), (params != null) ? params : new Object[0]);
		}
		if (result == null) {
			throw new MethodNotFoundException("'" + method + "' may not be called by a query");
		}
		context.setPropertyResolved(true);
		return result;
	}

	@Override
	public void setValue(ELContext context, Object base, Object property, Object value) {
		throw new PropertyNotFoundException("'" + property + "' may not be set by a query");
	}

	@Override
	public boolean isReadOnly(ELContext context, Object base, Object property) {
		context.setPropertyResolved(true);
		return true;
	}

	@Override
	public Class<?> getType(ELContext context, Object base, Object property) {
		context.setPropertyResolved(true);
		return Object.class;
	}

	@Override
	public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
		return Collections.emptyIterator();
	}

	@Override
	public Class<?> getCommonPropertyType(ELContext context, Object base) {
		return Object.class;
	}

}

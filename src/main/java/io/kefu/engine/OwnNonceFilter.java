package io.kefu.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;

/**
 * Gives each page of the web apps its own nonce. The engine's filters hand it on, from
 * the header to the page, through an attribute of the whole application, where another
 * request under way replaces it: then the browser blocks the page's own scripts and the
 * page stays blank.
 */
class OwnNonceFilter extends HttpFilter {

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		ServletContext own = withOwnNonce(request.getServletContext());
		chain.doFilter(new HttpServletRequestWrapper(request) {
			@Override
			public ServletContext getServletContext() {
				return own;
			}
		}, response);
	}

	private static ServletContext withOwnNonce(ServletContext shared) {
		Object[] nonce = new Object[1];
		return (ServletContext) Proxy.newProxyInstance(ServletContext.class.getClassLoader(),
				new Class<?>[] { ServletContext.class }, (proxy, method, arguments) -> {
					if (isNonce(arguments) && method.getName().equals("setAttribute")) {
						nonce[0] = arguments[1];
						return null;
					}
					if (isNonce(arguments) && method.getName().equals("getAttribute")) {
						return nonce[0];
					}
					return call(shared, method, arguments);
				});
	}

	private static boolean isNonce(Object[] arguments) {
		return arguments != null && arguments.length > 0
				&& ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE.equals(arguments[0]);
	}

	private static Object call(ServletContext shared, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(shared, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}

package io.kefu.engine;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Hides the web apps' set-up interface, which lets anybody create an administrator while
 * there is none (CVE-2026-77226). Our first administrator comes from the configuration.
 */
class SetupEndpointFilter extends HttpFilter {

	private static final String SETUP = "/api/admin/setup";

	/** How often a path may be encoded on top of itself before it counts as an attack. */
	private static final int MAX_DECODINGS = 5;

	/**
	 * The container has decoded its path and resolved {@code ..} in it; the raw one is
	 * looked at too.
	 */
	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String seen = request.getServletPath() + ((request.getPathInfo() != null) ? request.getPathInfo() : "");
		if (isSetup(request.getRequestURI()) || isSetup(seen)) {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		chain.doFilter(request, response);
	}

	/**
	 * Tells whether a path leads to the set-up interface, however it is spelled.
	 * @param path the raw or decoded path
	 * @return whether it does, or cannot be told
	 */
	static boolean isSetup(String path) {
		String current = path;
		for (int i = 0; i < MAX_DECODINGS; i++) {
			if (plain(current).contains(SETUP)) {
				return true;
			}
			String decoded = decode(current);
			if (decoded.equals(current)) {
				return false;
			}
			current = decoded;
		}
		return true;
	}

	private static String plain(String path) {
		return path.toLowerCase(Locale.ROOT).replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/(?:\\.?/)+", "/");
	}

	/** A percent sign that encodes nothing stands for itself. */
	private static String decode(String path) {
		try {
			return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return path;
		}
	}

}

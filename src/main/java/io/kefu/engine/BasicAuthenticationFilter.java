package io.kefu.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngines;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.Tenant;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.camunda.bpm.webapp.impl.security.filter.util.CsrfConstants;

import org.springframework.transaction.CannotCreateTransactionException;

/**
 * Lets only known users in: HTTP Basic with the Camunda login, for the engine's REST
 * interface, our own and the operator's; for our own also the web apps' session. The
 * engine's own filter leaves {@code /engine-rest/engine} open and covers nothing else.
 * Whatever is behind runs as that user, with the engine's authorizations.
 */
class BasicAuthenticationFilter extends HttpFilter {

	/** Exactly what may be seen without a login; anything spelled otherwise may not. */
	private static final Pattern OPEN = Pattern
		.compile("/actuator/health(?:/liveness|/readiness)?|/api/public(?:/[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)*)+");

	/** The engine accepts no other ids. */
	private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9]{1,64}");

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	private final IdentityService identity;

	BasicAuthenticationFilter(IdentityService identity) {
		this.identity = identity;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		String path = request.getRequestURI().substring(request.getContextPath().length());
		secure(response, path);
		if (OPEN.matcher(path).matches()) {
			chain.doFilter(request, response);
			return;
		}
		if (isCrossSite(request)) {
			refuse(response, 403, "没有权限", "不接受来自其他网站的请求");
			return;
		}
		try {
			letIn(request, response, chain, path);
		}
		catch (CannotCreateTransactionException ex) {
			// Before anything was changed; the log has the cause from the connection
			// pool.
			response.setHeader("Retry-After", "10");
			refuse(response, 503, "暂时不可用", "数据库暂时连接不上，请稍后再试");
		}
	}

	private void letIn(HttpServletRequest request, HttpServletResponse response, FilterChain chain, String path)
			throws IOException, ServletException {
		Optional<String> user = (request.getHeader("Authorization") != null)
				? credentials(request).filter(this::isValid).map(Credentials::login) : webAppUser(request, path);
		if (user.isEmpty()) {
			if ("XMLHttpRequest".equals(request.getHeader("X-Requested-With"))) {
				// A page asks and will say so; the browser must not ask for a password
				// itself.
				refuse(response, 401, "未登录", "登录已失效，没有完成的操作没有保存。");
				return;
			}
			response.setHeader("WWW-Authenticate", "Basic realm=\"Kefu\", charset=\"UTF-8\"");
			refuse(response, 401, "未登录", "请使用有效的登录名和密码访问");
			return;
		}
		if (path.startsWith("/kefu/")) {
			handOverToken(request, response);
		}
		List<String> groups = this.identity.createGroupQuery()
			.groupMember(user.get())
			.list()
			.stream()
			.map(Group::getId)
			.toList();
		if (isOperators(request) && !groups.contains(Groups.CAMUNDA_ADMIN)) {
			refuse(response, 403, "没有权限", "只有系统管理员可以访问运维接口");
			return;
		}
		List<String> tenants = this.identity.createTenantQuery()
			.userMember(user.get())
			.includingGroupsOfUser(true)
			.list()
			.stream()
			.map(Tenant::getId)
			.toList();
		this.identity.setAuthentication(user.get(), groups, tenants);
		try {
			chain.doFilter(request, response);
		}
		finally {
			this.identity.clearAuthentication();
		}
	}

	/**
	 * Who is logged in to Tasklist or Cockpit may use our own interfaces from there, with
	 * the web apps' own protection against requests of other pages.
	 */
	private Optional<String> webAppUser(HttpServletRequest request, String path) {
		HttpSession session = request.getSession(false);
		if (session == null || !(path.startsWith("/api/") || path.startsWith("/kefu/"))) {
			return Optional.empty();
		}
		boolean changes = !READING.contains(request.getMethod());
		Object token = session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME);
		if (changes && (token == null || !token.equals(request.getHeader(CsrfConstants.CSRF_TOKEN_HEADER_NAME)))) {
			return Optional.empty();
		}
		return Optional.ofNullable(AuthenticationUtil.getAuthsFromSession(session))
			.map((logins) -> logins.getAuthenticationForProcessEngine(ProcessEngines.NAME_DEFAULT))
			.map(Authentication::getIdentityId)
			.filter((user) -> this.identity.createUserQuery().userId(user).count() > 0);
	}

	/** The web apps' own cookie is not visible outside of their path. */
	private static void handOverToken(HttpServletRequest request, HttpServletResponse response) {
		HttpSession session = request.getSession(false);
		if (session != null
				&& session.getAttribute(CsrfConstants.CSRF_TOKEN_SESSION_ATTR_NAME) instanceof String token) {
			Cookie cookie = new Cookie("XSRF-TOKEN", token);
			cookie.setPath(request.getContextPath() + "/kefu");
			cookie.setSecure(request.isSecure());
			cookie.setAttribute("SameSite", "Lax");
			response.addCookie(cookie);
		}
	}

	/**
	 * Counts failed attempts and locks the account for a while, as Tasklist's login does.
	 */
	private boolean isValid(Credentials credentials) {
		return this.identity.checkPassword(credentials.login(), credentials.password());
	}

	/**
	 * A browser keeps Basic credentials and would send them with a form of another site,
	 * which can upload a deployment without asking first.
	 */
	private static boolean isCrossSite(HttpServletRequest request) {
		return "cross-site".equals(request.getHeader("Sec-Fetch-Site")) && !READING.contains(request.getMethod());
	}

	private static boolean isOperators(HttpServletRequest request) {
		String path = request.getServletPath();
		return path.equals("/actuator") || path.startsWith("/actuator/");
	}

	private static Optional<Credentials> credentials(HttpServletRequest request) {
		String header = request.getHeader("Authorization");
		if (header == null || !header.regionMatches(true, 0, "Basic ", 0, "Basic ".length())) {
			return Optional.empty();
		}
		try {
			String decoded = new String(Base64.getDecoder().decode(header.substring("Basic ".length()).trim()),
					StandardCharsets.UTF_8);
			int colon = decoded.indexOf(':');
			return (colon > 0 && LOGIN.matcher(decoded.substring(0, colon)).matches())
					? Optional.of(new Credentials(decoded.substring(0, colon), decoded.substring(colon + 1)))
					: Optional.empty();
		}
		catch (IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static void secure(HttpServletResponse response, String path) {
		response.setHeader("X-Content-Type-Options", "nosniff");
		response.setHeader("X-Frame-Options", "DENY");
		response.setHeader("Referrer-Policy", "no-referrer");
		// Pages for people bring their own scripts and styles; answers bring none.
		response.setHeader("Content-Security-Policy",
				path.startsWith("/kefu/") ? "default-src 'self'; frame-ancestors 'none'; form-action 'self'"
						: "default-src 'none'; frame-ancestors 'none'; sandbox");
		response.setHeader("Cache-Control", "no-store");
	}

	private static void refuse(HttpServletResponse response, int status, String title, String detail)
			throws IOException {
		response.setStatus(status);
		response.setContentType("application/problem+json;charset=UTF-8");
		response.getWriter()
			.write("""
					{"type":"about:blank","title":"%s","status":%d,"detail":"%s","message":"%s"}""".formatted(title,
					status, detail, detail));
	}

	/**
	 * What the client sent.
	 *
	 * @param login a well-formed login
	 * @param password the password as sent
	 */
	private record Credentials(String login, String password) {
	}

}

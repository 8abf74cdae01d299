package io.kefu.survey;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kefu.problem.InvalidInputException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind a one-time link, for people without a login (S1-12). Opening it uses
 * nothing up, because mail programs open links, too.
 */
@RestController
@RequestMapping("/api/public/survey/{token}")
class PublicSurveyController {

	/** A page with a form and a style of our own, and with nothing else. */
	private static final String POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; "
			+ "base-uri 'none'; frame-ancestors 'none'; sandbox allow-forms";

	private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

	private final Answers answers;

	private final SurveyPages pages;

	private final RequestLimit limit;

	PublicSurveyController(Answers answers, SurveyPages pages, RequestLimit limit) {
		this.answers = answers;
		this.pages = pages;
		this.limit = limit;
	}

	@GetMapping
	ResponseEntity<String> show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response) {
		if (!this.limit.allows(request.getRemoteAddr())) {
			return tooMany(response);
		}
		SurveyLink link = this.answers.open(token);
		return (link.state() == LinkState.OPEN)
				? page(response, HttpStatus.OK, this.pages.form(link.survey(), Map.of(), List.of()))
				: refusal(response, link.state());
	}

	@PostMapping(consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
	ResponseEntity<String> answer(@PathVariable String token, @RequestParam Map<String, String> sent,
			HttpServletRequest request, HttpServletResponse response) {
		if (!this.limit.allows(request.getRemoteAddr())) {
			return tooMany(response);
		}
		SurveyLink link = this.answers.open(token);
		if (link.state() != LinkState.OPEN) {
			return refusal(response, link.state());
		}
		try {
			LinkState state = this.answers.store(token, read(sent, link.survey()));
			return (state == LinkState.OPEN)
					? page(response, HttpStatus.OK, this.pages.notice("谢谢您的评价", "您的意见已经收到，我们会认真对待每一条意见。现在可以关闭本页。"))
					: refusal(response, state);
		}
		catch (InvalidInputException ex) {
			return page(response, HttpStatus.BAD_REQUEST, this.pages.form(link.survey(), sent, ex.errors()));
		}
	}

	private static Answer read(Map<String, String> sent, Survey survey) {
		// A list that holds nulls where nothing was chosen.
		List<String> ratings = IntStream.rangeClosed(1, survey.plan().questions().size())
			.mapToObj((number) -> sent.get("q" + number))
			.toList();
		return Answer.read(sent.get("score"), ratings, sent.get("comment"));
	}

	private ResponseEntity<String> refusal(HttpServletResponse response, LinkState state) {
		return switch (state) {
			case USED ->
				page(response, HttpStatus.GONE, this.pages.notice("您已经评价过了", "这个链接只能使用一次，您之前的评价已经保存，无需再次填写。谢谢您的支持。"));
			case CLOSED -> page(response, HttpStatus.GONE,
					this.pages.notice("本次调查已经结束", "很抱歉，这个链接已过有效期，不能再填写。如有意见，请随时联系我们的客户服务部。"));
			default -> page(response, HttpStatus.NOT_FOUND,
					this.pages.notice("链接不正确", "很抱歉，没有找到对应的调查。请完整复制邮件中的链接后再打开；如仍不能打开，请联系我们的客户服务部。"));
		};
	}

	private ResponseEntity<String> tooMany(HttpServletResponse response) {
		response.setHeader(HttpHeaders.RETRY_AFTER, "60");
		return page(response, HttpStatus.TOO_MANY_REQUESTS,
				this.pages.notice("请稍候再试", "访问过于频繁，请在一分钟之后再打开。您填写的内容没有丢失时，可以返回上一页再次提交。"));
	}

	private static ResponseEntity<String> page(HttpServletResponse response, HttpStatus status, String html) {
		// Replaces the policy for answers without a page; a second one would only add to
		// it.
		response.setHeader("Content-Security-Policy", POLICY);
		return ResponseEntity.status(status).contentType(HTML).body(html);
	}

}

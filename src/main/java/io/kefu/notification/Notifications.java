package io.kefu.notification;

import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kefu.casefile.Cases;
import io.kefu.casefile.ServiceCase;
import io.kefu.identity.Departments;
import io.kefu.problem.InvalidInputException;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes messages to customers, departments and single persons. A message is rendered at
 * once, so that the case file holds what was really said, and written in the current
 * transaction together with the process that sends it. Writing the same message twice
 * (same case, template, recipient, channel and step) is writing it once.
 * <p>
 * What cannot be sent is kept for a clerk to pass on: no address, or no mail server.
 */
@Component
@Transactional
public class Notifications {

	/** The recipient that stands for the customer of a case. */
	public static final String CUSTOMER = "customer";

	/**
	 * Marks the recipients that are persons: a login may be spelled like a group's id.
	 */
	static final String USER = "user:";

	private static final String NO_ADDRESS = "没有可用的电子邮箱";

	private final Cases cases;

	private final Departments departments;

	private final MessageTemplates templates;

	private final Outbox outbox;

	private final MessageTimeline timeline;

	private final EmailChannel email;

	private final WebhookChannel webhook;

	private final DeliveryProcess delivery;

	private final Clock clock;

	Notifications(Cases cases, Departments departments, MessageTemplates templates, Outbox outbox,
			MessageTimeline timeline, EmailChannel email, WebhookChannel webhook, DeliveryProcess delivery,
			Clock engineClock) {
		this.cases = cases;
		this.departments = departments;
		this.templates = templates;
		this.outbox = outbox;
		this.timeline = timeline;
		this.email = email;
		this.webhook = webhook;
		this.delivery = delivery;
		this.clock = engineClock;
	}

	/**
	 * Writes to the customer of a case, by e-mail where an address is known, otherwise as
	 * a text for a clerk to read out. The template gets what the customer knows and what
	 * is passed here, nothing internal.
	 * @param caseNo case number
	 * @param template name of a template
	 * @param stepKey what makes this message one of its own, usually the activity
	 * instance
	 * @param model further values for the template; points in time as
	 * {@link java.time.Instant} or {@link java.util.Date}; values may be null
	 * @throws InvalidInputException (404) if there is no such case
	 * @throws IllegalArgumentException if there is no such template
	 */
	public void toCustomer(String caseNo, String template, String stepKey, Map<String, Object> model) {
		ServiceCase serviceCase = this.cases.find(caseNo);
		List<String> addresses = EmailAddresses.usable(Collections.singletonList(serviceCase.contactEmail()));
		Map<String, Object> values = new HashMap<>(model);
		values.putAll(CaseFacts.forCustomer(serviceCase));
		values.put("byEmail", !addresses.isEmpty());
		MessageText text = this.templates.render(template, values);
		if (addresses.isEmpty()) {
			write(message(caseNo, template, MessageChannel.PHONE, CUSTOMER, serviceCase.contactPhone(), text, stepKey),
					NO_ADDRESS);
		}
		else {
			writeMail(caseNo, template, CUSTOMER, addresses, text, stepKey);
		}
	}

	/**
	 * Writes to the customer of a case what only the customer may know, such as a link
	 * with a secret. Once the message is sent, the outbox keeps it without the secret.
	 * @param caseNo case number
	 * @param template name of a template
	 * @param stepKey what makes this message one of its own
	 * @param model further values for the template, as in
	 * {@link #toCustomer(String, String, String, Map)}
	 * @param secret the part of the text that is not kept
	 * @throws InvalidInputException (404) if there is no such case
	 * @throws IllegalArgumentException if there is no such template
	 */
	public void toCustomerOnly(String caseNo, String template, String stepKey, Map<String, Object> model,
			String secret) {
		toCustomer(caseNo, template, stepKey, model);
		for (MessageChannel channel : MessageChannel.values()) {
			this.outbox.forgetWhenSent(Message.key(caseNo, template, CUSTOMER, channel, stepKey), secret);
		}
	}

	/**
	 * Writes to a department: one e-mail to all its members and, where one is configured,
	 * one message to its robot.
	 * @param caseNo case number
	 * @param template name of a template
	 * @param groupId the department's or its leaders' group
	 * @param stepKey what makes this message one of its own, usually the activity
	 * instance
	 * @param model further values for the template; points in time as
	 * {@link java.time.Instant} or {@link java.util.Date}; values may be null
	 * @throws InvalidInputException (404) if there is no such case
	 * @throws IllegalArgumentException if there is no such template
	 */
	public void toGroup(String caseNo, String template, String groupId, String stepKey, Map<String, Object> model) {
		ServiceCase serviceCase = this.cases.find(caseNo);
		MessageText text = renderForStaff(serviceCase, template, this.departments.label(groupId),
				groupId.equals(serviceCase.responsibleDepartment()), model);
		writeToGroup(caseNo, template, groupId, text, stepKey);
	}

	/**
	 * Writes to a department about something that is no case, as
	 * {@link #toGroup(String, String, String, String, Map)} does about one.
	 * @param template name of a template
	 * @param groupId the department's or its leaders' group
	 * @param stepKey what makes this message one of its own: the activity instance
	 * @param model values for the template; points in time as {@link java.time.Instant}
	 * or {@link java.util.Date}; values may be null
	 * @throws IllegalArgumentException if there is no such template
	 */
	public void announce(String template, String groupId, String stepKey, Map<String, Object> model) {
		Map<String, Object> values = new HashMap<>(model);
		values.put("recipientName", this.departments.label(groupId));
		writeToGroup(null, template, groupId, this.templates.render(template, values), stepKey);
	}

	/**
	 * Writes to one person of the company by e-mail.
	 * @param caseNo case number
	 * @param template name of a template
	 * @param userId login
	 * @param stepKey what makes this message one of its own, usually the activity
	 * instance
	 * @param model further values for the template; points in time as
	 * {@link java.time.Instant} or {@link java.util.Date}; values may be null
	 * @throws InvalidInputException (404) if there is no such case
	 * @throws IllegalArgumentException if there is no such template
	 */
	public void toUser(String caseNo, String template, String userId, String stepKey, Map<String, Object> model) {
		MessageText text = renderForStaff(this.cases.find(caseNo), template, this.departments.displayName(userId),
				false, model);
		List<String> addresses = EmailAddresses.usable(this.departments.emailOf(userId).stream().toList());
		writeMail(caseNo, template, USER + userId, addresses, text, stepKey);
	}

	private MessageText renderForStaff(ServiceCase serviceCase, String template, String recipientName,
			boolean recipientResponsible, Map<String, Object> model) {
		String responsible = serviceCase.responsibleDepartment();
		Map<String, Object> values = new HashMap<>(model);
		values.putAll(
				CaseFacts.forStaff(serviceCase, (responsible != null) ? this.departments.label(responsible) : null));
		values.put("recipientName", recipientName);
		values.put("recipientResponsible", recipientResponsible);
		return this.templates.render(template, values);
	}

	private void writeToGroup(String caseNo, String template, String groupId, MessageText text, String stepKey) {
		writeMail(caseNo, template, groupId, EmailAddresses.usable(this.departments.emails(groupId)), text, stepKey);
		if (this.webhook.configuredFor(groupId)) {
			write(message(caseNo, template, MessageChannel.WEBHOOK, groupId, null, text, stepKey), null);
		}
	}

	private void writeMail(String caseNo, String template, String recipient, List<String> addresses, MessageText text,
			String stepKey) {
		String reason = addresses.isEmpty() ? NO_ADDRESS : this.email.configured() ? null : "未配置邮件服务器";
		write(message(caseNo, template, MessageChannel.EMAIL, recipient,
				addresses.isEmpty() ? null : String.join(", ", addresses), text, stepKey), reason);
	}

	private Message message(String caseNo, String template, MessageChannel channel, String recipient, String address,
			MessageText text, String stepKey) {
		return new Message(caseNo, template, channel, recipient, address, text,
				Message.key(caseNo, template, recipient, channel, stepKey), this.clock.instant());
	}

	/** Writes a message; with a reason to keep it, nobody will send it. */
	private void write(Message message, String reasonToKeep) {
		Optional<Long> id = this.outbox.insert(message, (reasonToKeep != null) ? "KEPT" : "PENDING");
		if (id.isEmpty()) {
			return;
		}
		if (reasonToKeep != null) {
			this.timeline.kept(message, reasonToKeep);
		}
		else {
			this.timeline.queued(message);
			this.delivery.start(message.caseNo(), id.get());
		}
	}

}

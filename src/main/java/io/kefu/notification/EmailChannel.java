package io.kefu.notification;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Sends e-mail over SMTP. Without {@code spring.mail.host} it sends nothing and says so
 * once.
 */
@Component
class EmailChannel {

	private static final Logger log = LoggerFactory.getLogger(EmailChannel.class);

	private final ObjectProvider<JavaMailSender> sender;

	private final boolean configured;

	private final String from;

	private final String companyName;

	EmailChannel(ObjectProvider<JavaMailSender> sender, @Value("${spring.mail.host:}") String host,
			@Value("${kefu.company-name}") String companyName, NotificationProperties properties) {
		this.sender = sender;
		this.configured = StringUtils.hasText(host);
		this.from = properties.from();
		this.companyName = companyName;
		if (!this.configured) {
			log.warn("No SMTP host (spring.mail.host): e-mails are not sent, only kept in the case file as KEPT");
		}
	}

	/**
	 * Whether e-mails can be sent at all.
	 * @return false without an SMTP host
	 */
	boolean configured() {
		return this.configured;
	}

	/**
	 * Hands a mail over to the SMTP server, for all its addresses at once.
	 * @param message the mail
	 * @return the addresses that the server refused for good while others were accepted;
	 * normally empty
	 * @throws DeliveryFailedException if the server cannot be reached or refuses it
	 */
	List<String> send(Message message) {
		try {
			JavaMailSender mailer = this.sender.getObject();
			mailer.send(compose(mailer.createMimeMessage(), message));
			return List.of();
		}
		catch (MailSendException ex) {
			Exception reason = (ex.getMessageExceptions().length > 0) ? ex.getMessageExceptions()[0] : ex;
			if (reason instanceof SendFailedException partial && isSettled(partial)) {
				return Stream.of(partial.getInvalidAddresses()).map(Address::toString).toList();
			}
			throw failed(reason);
		}
		catch (MailException | MessagingException | UnsupportedEncodingException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Somebody has the mail and nobody can get it by trying again: the address of one who
	 * left must not keep a whole department uninformed.
	 */
	private static boolean isSettled(SendFailedException ex) {
		return ex.getValidSentAddresses() != null && ex.getValidSentAddresses().length > 0
				&& (ex.getValidUnsentAddresses() == null || ex.getValidUnsentAddresses().length == 0);
	}

	private static DeliveryFailedException failed(Exception ex) {
		return new DeliveryFailedException("邮件未能送出：" + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
	}

	private MimeMessage compose(MimeMessage mail, Message message)
			throws MessagingException, UnsupportedEncodingException {
		MimeMessageHelper helper = new MimeMessageHelper(mail, false, StandardCharsets.UTF_8.name());
		InternetAddress sender = new InternetAddress(this.from);
		String name = (sender.getPersonal() != null) ? sender.getPersonal() : this.companyName + "客户服务部";
		helper.setFrom(sender.getAddress(), name);
		for (String address : message.address().split(",")) {
			helper.addTo(new InternetAddress(address.strip(), true));
		}
		helper.setSubject(message.text().subject());
		helper.setText(message.text().body().replace("\n", "\r\n"));
		helper.setSentDate(Date.from(message.createdAt()));
		mail.setHeader("Message-ID", message.messageId());
		mail.setHeader("X-Kefu-Key", MessageText.oneLine(message.idempotencyKey()));
		// Keeps out-of-office answers from coming back.
		mail.setHeader("Auto-Submitted", "auto-generated");
		return mail;
	}

}

package io.kefu.notification;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.kefu.TestMail;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class EmailChannelTests {

	private static final Instant CREATED = Instant.parse("2026-11-22T04:00:00Z");

	@BeforeEach
	void emptyMailboxes() {
		TestMail.purge();
	}

	@Test
	void chineseMailArrivesAsItWasWritten() throws MessagingException, IOException {
		channel(TestMail.port()).send(mail("wang@huaxing.example", "受理确认：案件 KF-1", "您好！\n第二行"));
		MimeMessage received = received();
		assertThat(received.getSubject()).isEqualTo("受理确认：案件 KF-1");
		assertThat(received.getContent()).isEqualTo("您好！\r\n第二行");
		assertThat(received.getContentType()).isEqualToIgnoringCase("text/plain; charset=UTF-8");
		assertThat(received.getSentDate()).isEqualTo(CREATED);
		assertThat(received.getHeader("Auto-Submitted")).containsExactly("auto-generated");
	}

	@Test
	void senderCarriesTheCompanysName() throws MessagingException {
		channel(TestMail.port()).send(mail("wang@huaxing.example", "主题", "正文"));
		assertThat(received().getFrom()).containsExactly(new InternetAddress("kefu@company.example"));
		assertThat(((InternetAddress) received().getFrom()[0]).getPersonal()).isEqualTo("华星客户服务部");
	}

	@Test
	void sameMessageAlwaysHasTheSameMessageId() throws MessagingException {
		Message message = mail("wang@huaxing.example", "主题", "正文");
		channel(TestMail.port()).send(message);
		channel(TestMail.port()).send(message);
		assertThat(TestMail.received()).hasSize(2).allSatisfy((received) -> {
			assertThat(received.getMessageID()).isEqualTo(message.messageId()).matches("<[0-9a-f-]{36}@kefu>");
			assertThat(received.getHeader("X-Kefu-Key")).containsExactly("KF-1/complaint-result/customer/email/step-1");
		});
	}

	@Test
	void membersOfADepartmentGetOneMailTogether() throws MessagingException {
		channel(TestMail.port()).send(mail("a@company.example, b@company.example", "客诉通报", "正文"));
		assertThat(TestMail.received()).hasSize(2);
		for (MimeMessage copy : TestMail.received()) {
			assertThat(copy.getRecipients(RecipientType.TO)).extracting(Object::toString)
				.containsExactly("a@company.example", "b@company.example");
		}
	}

	@Test
	void lineBreaksInTextNeverBecomeHeaders() throws MessagingException, IOException {
		channel(TestMail.port()).send(mail("wang@huaxing.example", "结案\r\nBcc: all@company.example\r\n\r\n假正文", "正文"));
		assertThat(received().getHeader("Bcc")).isNull();
		assertThat(received().getSubject()).isEqualTo("结案 Bcc: all@company.example 假正文");
		assertThat(received().getContent()).isEqualTo("正文");
	}

	@ParameterizedTest
	@ValueSource(strings = { "wang@huaxing.example\r\nBcc: all@company.example", "not an address", "" })
	void addressThatIsNoneIsNotWrittenTo(String address) {
		assertThatExceptionOfType(DeliveryFailedException.class)
			.isThrownBy(() -> channel(TestMail.port()).send(mail(address, "主题", "正文")));
		assertThat(TestMail.received()).isEmpty();
	}

	@Test
	void serverThatIsDownIsAFailureInOneLine() {
		TestMail.stop();
		assertThatExceptionOfType(DeliveryFailedException.class)
			.isThrownBy(() -> channel(TestMail.port()).send(mail("wang@huaxing.example", "主题", "正文")))
			.withMessageMatching("邮件未能送出：.*Connection refused.*");
		TestMail.start();
	}

	@Test
	void serverThatDoesNotAnswerIsAFailureAfterTheTimeout() throws IOException {
		try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			assertThatExceptionOfType(DeliveryFailedException.class)
				.isThrownBy(() -> channel(silent.getLocalPort()).send(mail("wang@huaxing.example", "主题", "正文")))
				.withStackTraceContaining("SocketTimeoutException");
		}
	}

	@ParameterizedTest
	@CsvSource({ "550 no such user,left@company.example", "250 OK,''" })
	void addressThatIsRefusedDoesNotKeepTheOthersUninformed(String answer, String refused) throws IOException {
		try (ChoosyServer server = new ChoosyServer(answer)) {
			assertThat(String.join(",",
					channel(server.port()).send(mail("a@company.example, left@company.example", "主题", "正文"))))
				.isEqualTo(refused);
			assertThat(server.mails()).isEqualTo(1);
		}
	}

	@Test
	void addressThatMayBeAcceptedLaterIsTriedAgain() throws IOException {
		try (ChoosyServer server = new ChoosyServer("451 try again later")) {
			assertThatExceptionOfType(DeliveryFailedException.class)
				.isThrownBy(
						() -> channel(server.port()).send(mail("a@company.example, left@company.example", "主题", "正文")))
				.withMessageContaining("451 try again later");
		}
	}

	@Test
	void onlyAddressesThatCanBeWrittenToAreUsable() {
		assertThat(EmailAddresses.usable(Arrays.asList(" a@b.cn ", null, "", "a@b.cn", "a@b.cn,c@d.cn",
				"a@b.cn\r\nBcc: c@d.cn", "王 <a@b.cn>", "a b@c.cn", "张@公司.cn", "a@-", "o'neil+x@sub.b-c.com")))
			.isEqualTo(List.of("a@b.cn", "o'neil+x@sub.b-c.com"));
	}

	@Test
	void withoutAHostNothingIsSent() {
		assertThat(channel("", 25).configured()).isFalse();
		assertThat(channel(TestMail.port()).configured()).isTrue();
	}

	private static MimeMessage received() {
		assertThat(TestMail.received()).hasSize(1);
		return TestMail.received().get(0);
	}

	private static Message mail(String addresses, String subject, String body) {
		return new Message("KF-1", "complaint-result", MessageChannel.EMAIL, "customer", addresses,
				new MessageText(subject, body),
				Message.key("KF-1", "complaint-result", "customer", MessageChannel.EMAIL, "step-1"), CREATED);
	}

	private static EmailChannel channel(int port) {
		return channel("localhost", port);
	}

	private static EmailChannel channel(String host, int port) {
		JavaMailSenderImpl sender = new JavaMailSenderImpl();
		sender.setHost(host);
		sender.setPort(port);
		sender.getJavaMailProperties().setProperty("mail.smtp.timeout", "300");
		sender.getJavaMailProperties().setProperty("mail.smtp.sendpartial", "true");
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("mailSender", sender);
		return new EmailChannel(beans.getBeanProvider(JavaMailSender.class), host, "华星",
				new NotificationProperties("kefu@company.example", null, null));
	}

	/**
	 * An SMTP server for one connection, which gives a certain answer to the address of
	 * one who left.
	 */
	private static final class ChoosyServer implements AutoCloseable {

		private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

		private final String answer;

		private final CompletableFuture<Integer> mails;

		ChoosyServer(String answer) throws IOException {
			this.answer = answer;
			this.mails = CompletableFuture.supplyAsync(this::serve);
		}

		int port() {
			return this.server.getLocalPort();
		}

		int mails() {
			return this.mails.join();
		}

		private int serve() {
			int count = 0;
			try (Socket client = this.server.accept();
					BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream()));
					PrintWriter out = new PrintWriter(client.getOutputStream(), true)) {
				out.print("220 ready\r\n");
				out.flush();
				for (String line = in.readLine(); line != null; line = in.readLine()) {
					if (line.equals("DATA")) {
						out.print("354 go on\r\n");
						out.flush();
						while (!in.readLine().equals(".")) {
							continue;
						}
						count++;
					}
					out.print((line.contains("<left@") ? this.answer : "250 OK") + "\r\n");
					out.flush();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return count;
		}

		@Override
		public void close() throws IOException {
			this.server.close();
		}

	}

}

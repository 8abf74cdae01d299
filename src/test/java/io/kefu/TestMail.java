package io.kefu;

import java.util.List;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;

/**
 * One real SMTP server on the loopback interface for all tests of a build. It starts when
 * its port is first asked for and keeps that port when it is stopped and started again,
 * so that a test can take it away from a running application.
 */
public final class TestMail {

	private static GreenMail server;

	private static int port;

	private TestMail() {
	}

	/**
	 * The server's port; starts the server when called for the first time.
	 * @return the port, the same for the life of the JVM
	 */
	public static synchronized int port() {
		if (port == 0) {
			start();
		}
		return port;
	}

	/**
	 * Starts the server with empty mailboxes, unless it runs.
	 */
	public static synchronized void start() {
		if (server != null) {
			return;
		}
		ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
		server = new GreenMail((port == 0) ? setup.dynamicPort() : setup);
		server.start();
		port = server.getSmtp().getPort();
	}

	/**
	 * Stops the server, and its mailboxes are gone: connections are refused until
	 * {@link #start()}.
	 */
	public static synchronized void stop() {
		if (server != null) {
			server.stop();
			server = null;
		}
	}

	/**
	 * Empties all mailboxes; starts the server if it is stopped.
	 */
	public static synchronized void purge() {
		start();
		try {
			server.purgeEmailFromAllMailboxes();
		}
		catch (FolderException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * What has arrived since the last purge, one copy per recipient.
	 * @return the mails in the order of their arrival
	 */
	public static synchronized List<MimeMessage> received() {
		return (server != null) ? List.of(server.getReceivedMessages()) : List.of();
	}

}

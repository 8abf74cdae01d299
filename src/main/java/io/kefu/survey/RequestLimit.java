package io.kefu.survey;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Keeps one address from calling the public page without end: so many requests in each
 * minute of the clock. Kept in memory, by each node for itself, and forgotten with the
 * minute; a library would bring more than these lines.
 */
@Component
class RequestLimit {

	private static final long WINDOW = Duration.ofMinutes(1).toMillis();

	/** Addresses beyond these share one allowance, so that memory has a limit, too. */
	private static final int MOST_ADDRESSES = 10_000;

	private static final String THE_OTHERS = "*";

	private final Map<String, Integer> counts = new HashMap<>();

	private final Clock clock;

	private final int allowed;

	private long window;

	RequestLimit(Clock engineClock, SurveyProperties properties) {
		this.clock = engineClock;
		this.allowed = properties.requestsPerMinute();
	}

	/**
	 * Counts a request.
	 * @param address address of the client
	 * @return false if there were too many in this minute
	 */
	synchronized boolean allows(String address) {
		long now = this.clock.millis() / WINDOW;
		if (now != this.window) {
			this.window = now;
			this.counts.clear();
		}
		String network = network(address);
		String counted = (this.counts.size() < MOST_ADDRESSES || this.counts.containsKey(network)) ? network
				: THE_OTHERS;
		return this.counts.merge(counted, 1, Integer::sum) <= this.allowed;
	}

	/** Of IPv6, one customer has a whole /64, however a proxy writes its addresses. */
	private static String network(String address) {
		try {
			// In brackets, so that nothing is taken for a name and looked up.
			byte[] whole = InetAddress.getByName("[" + address + "]").getAddress();
			return HexFormat.of().formatHex(whole, 0, Math.min(whole.length, 8));
		}
		catch (UnknownHostException ex) {
			return address;
		}
	}

}

package io.kefu.evidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;

/**
 * SHA-256, and the chain that is made of it. Hashes are written in hexadecimal.
 */
public final class Sha256 {

	/** Before the first sealed day there is nothing. */
	static final String NOTHING = "0".repeat(64);

	private Sha256() {
	}

	/**
	 * A fresh digest.
	 * @return SHA-256
	 */
	public static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	/**
	 * Hashes bytes.
	 * @param bytes anything
	 * @return hash in hexadecimal
	 */
	public static String hex(byte[] bytes) {
		return HexFormat.of().formatHex(digest().digest(bytes));
	}

	/**
	 * Begins the chain of a day.
	 * @param day the day
	 * @param previousRoot root of the sealed day before, or {@link #NOTHING}
	 * @return the chain's first value
	 */
	static String begin(LocalDate day, String previousRoot) {
		return hex(("kefu-seal-1 " + day + " " + previousRoot).getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Adds an event to the chain.
	 * @param chain value up to the event before
	 * @param hash the event's hash
	 * @return the new value; after the last event it is the root
	 */
	static String link(String chain, String hash) {
		return hex(HexFormat.of().parseHex(chain + hash));
	}

}

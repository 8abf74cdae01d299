package io.kefu.survey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The secret of a one-time link. Whoever has it may answer; nobody can guess it, and what
 * is stored of it opens nothing.
 */
final class SurveyToken {

	private static final int BYTES = 32;

	private static final SecureRandom RANDOM = new SecureRandom();

	private SurveyToken() {
	}

	/**
	 * A new secret.
	 * @return 256 random bits in the letters of an address
	 */
	static String create() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * What is stored of a secret.
	 * @param token the secret
	 * @return its SHA-256
	 */
	static byte[] hash(String token) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

package io.kefu.evidence;

/**
 * What a verification has found.
 *
 * @param intact whether everything is as it was sealed
 * @param message for a person, in Chinese
 */
record Verdict(boolean intact, String message) {

	static Verdict intact(String message) {
		return new Verdict(true, message);
	}

	static Verdict altered(String message) {
		return new Verdict(false, "核对不通过：" + message);
	}

}

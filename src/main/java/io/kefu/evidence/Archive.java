package io.kefu.evidence;

import java.time.LocalDate;

/**
 * What became of history that is no longer in the database.
 */
public interface Archive {

	/**
	 * Whether the events of a process instance, or of a day's lone decisions, were
	 * archived, and the file is still what was written.
	 * @param rootId root process instance, or {@link #decisionsOf}
	 * @return what is known
	 */
	State state(String rootId);

	/**
	 * Under which name decisions that belong to no process are archived.
	 * @param day a day in Asia/Shanghai
	 * @return the name
	 */
	static String decisionsOf(LocalDate day) {
		return "decisions-" + day;
	}

	/**
	 * State of an archived instance.
	 */
	enum State {

		/** It is not archived. */
		NONE,

		/** It is archived, and its file has the hash of the record. */
		INTACT,

		/** It was archived, but its file is missing or was changed. */
		DAMAGED

	}

}

package io.kefu.survey;

/** What a link still opens. */
enum LinkState {

	/** It may be answered. */
	OPEN,

	/** It was answered. */
	USED,

	/** The survey has ended. */
	CLOSED,

	/** No such link was ever sent, or it was altered. */
	UNKNOWN

}

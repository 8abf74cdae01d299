package io.kefu.evidence;

/**
 * One link of a sealed day.
 *
 * @param seq place within the day, from 1
 * @param source as of the event
 * @param id as of the event
 * @param rootId as of the event
 * @param hash the event's hash when it was sealed
 */
record SealedEvent(int seq, String source, String id, String rootId, String hash) {

	String key() {
		return this.source + ":" + this.id;
	}

}

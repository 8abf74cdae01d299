package io.kefu.identity;

/**
 * The tenant whose members alone see what employees report about each other (S2-82). Its
 * members are the supervision group and its leaders.
 */
public final class SupervisionTenant {

	/** Id of the tenant. */
	public static final String ID = "supervision";

	static final String NAME = "监督小组";

	private SupervisionTenant() {
	}

}

package io.kefu.customerfile;

import java.time.LocalDate;
import java.util.List;

/**
 * The file of one customer (S1-34).
 *
 * @param id the customer's id
 * @param customerNo number in another system, null where there is none
 * @param name the customer's name; never null
 * @param type code of the {@link CustomerType}; never null
 * @param typeLabel the type in Chinese; never null
 * @param keyAccount whether it is a 重要大客户 (S1-33)
 * @param dedicatedAgent login of the person who looks after it, null where nobody does
 * @param contacts how to reach it, in the order they became known
 * @param contracts its contracts, the one that ends last first
 * @param units its units, the one sold last first; at most
 * {@value CustomerFiles#MAX_LINES}
 * @param unitCount how many units it has
 * @param cases its cases, past and open, newest first; at most
 * {@value CustomerFiles#MAX_LINES}
 * @param caseCount how many cases it has
 */
public record CustomerFile(long id, String customerNo, String name, String type, String typeLabel, boolean keyAccount,
		String dedicatedAgent, List<Contact> contacts, List<Contract> contracts, List<UnitFile> units, long unitCount,
		List<OpenCase> cases, long caseCount) {

	/**
	 * Somebody at the customer's.
	 *
	 * @param id the contact's id
	 * @param name name, may be null
	 * @param phone phone, may be null
	 * @param email e-mail, may be null
	 */
	public record Contact(long id, String name, String phone, String email) {
	}

	/**
	 * A service contract.
	 *
	 * @param contractNo its number; never null
	 * @param serviceFrom first day of service; never null
	 * @param serviceTo last day of service; never null
	 * @param note remark, may be null
	 */
	public record Contract(String contractNo, LocalDate serviceFrom, LocalDate serviceTo, String note) {
	}

}

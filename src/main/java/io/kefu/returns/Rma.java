package io.kefu.returns;

import java.time.OffsetDateTime;

/**
 * An RMA number and how far its goods have come, as the warehouse asks for it (S0-11).
 *
 * @param rmaNo the number
 * @param caseNo case number
 * @param state {@code ISSUED}, {@code RECEIVED}, {@code SETTLED} or {@code CANCELLED}
 * @param stateLabel the state in Chinese
 * @param acceptsGoods whether the warehouse may take the goods in now; an exchange is to
 * be approved first
 * @param kind {@code refund}, {@code repair} or {@code exchange}
 * @param kindLabel the kind in Chinese
 * @param customerName the customer
 * @param productModel model, null where not known
 * @param serialNo serial number, null where not known
 * @param issuedAt when the number was issued, in the calendar's zone
 * @param receivedAt when the goods came in, null before
 * @param receivedQuantity how many came in, null before
 */
record Rma(String rmaNo, String caseNo, String state, String stateLabel, boolean acceptsGoods, String kind,
		String kindLabel, String customerName, String productModel, String serialNo, OffsetDateTime issuedAt,
		OffsetDateTime receivedAt, Integer receivedQuantity) {
}

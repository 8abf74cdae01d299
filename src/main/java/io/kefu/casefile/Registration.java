package io.kefu.casefile;

import java.time.Instant;

/**
 * What is known when a case is registered (S2-21). Fields may be null except the
 * customer's name, channel, description and time of receipt.
 *
 * @param processInstanceId the engine's process instance
 * @param registeredBy login of the person, or {@code system}
 * @param kind kind of case; null where only acceptance decides it
 * @param channel how it came in, one of the catalogue's channels
 * @param customerName the customer; found by this name or created
 * @param contactName person to speak to
 * @param contactPhone phone number
 * @param contactEmail e-mail address
 * @param productModel product model
 * @param serialNo serial number of the unit
 * @param faultCode fault code
 * @param description what is wrong
 * @param verbatim the customer's own words (S2-22)
 * @param verified whether they were read back to the customer
 * @param remedySought what the customer wants (S0-03)
 * @param receivedAt when it reached the company
 */
public record Registration(String processInstanceId, String registeredBy, String kind, String channel,
		String customerName, String contactName, String contactPhone, String contactEmail, String productModel,
		String serialNo, String faultCode, String description, String verbatim, Boolean verified, String remedySought,
		Instant receivedAt) {
}

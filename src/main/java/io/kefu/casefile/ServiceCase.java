package io.kefu.casefile;

import java.time.Instant;

/**
 * A case as it stands in the case file. Everything but number, state, channel, customer,
 * description and the two first times may be null.
 *
 * @param caseNo case number {@code KF-yyyyMMdd-nnnn}
 * @param processInstanceId the engine's process instance
 * @param kind kind of complaint, known after acceptance
 * @param state where it stands
 * @param severity A, B, C or D, known after classification
 * @param complaintLevel level of the complaint (S3-14)
 * @param channel how it came in
 * @param customerId the customer
 * @param customerName the customer's name
 * @param contactName person to speak to
 * @param contactPhone phone number
 * @param contactEmail e-mail address
 * @param productModel product model
 * @param serialNo serial number
 * @param faultCode fault code
 * @param description what is wrong
 * @param remedySought what the customer wants
 * @param responsibleDepartment group id of the responsible department
 * @param receivedAt when it reached the company
 * @param registeredAt when it was registered
 * @param closedAt when it was closed or withdrawn
 */
public record ServiceCase(String caseNo, String processInstanceId, String kind, CaseState state, String severity,
		String complaintLevel, String channel, long customerId, String customerName, String contactName,
		String contactPhone, String contactEmail, String productModel, String serialNo, String faultCode,
		String description, String remedySought, String responsibleDepartment, Instant receivedAt, Instant registeredAt,
		Instant closedAt) {
}

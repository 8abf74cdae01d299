package io.kefu.evidence;

import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * What a sealed day must hash to.
 *
 * @param day a day in Asia/Shanghai
 * @param events how many events it had
 * @param previousRoot root of the day before; 64 zeros for the first
 * @param root last value of the day's chain
 * @param sealedAt when it was sealed, in Asia/Shanghai
 */
public record Seal(LocalDate day, int events, String previousRoot, String root, OffsetDateTime sealedAt) {
}

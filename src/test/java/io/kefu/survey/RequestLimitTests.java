package io.kefu.survey;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestLimitTests {

	private final AdjustableClock clock = new AdjustableClock();

	private final RequestLimit limit = new RequestLimit(this.clock,
			new SurveyProperties(null, 50, 14, false, List.of(), 2));

	@Test
	void addressHasItsAllowanceInEachMinute() {
		assertThat(List.of(allows("a"), allows("a"), allows("a"), allows("b"))).containsExactly(true, true, false,
				true);
		this.clock.now = this.clock.now.plusSeconds(60);
		assertThat(allows("a")).isTrue();
	}

	@Test
	void oneNetworkOfIpv6IsOneAddress() {
		assertThat(List.of(allows("2001:db8:0:1:0:0:0:1"), allows("2001:db8:0:1:0:0:0:2"),
				allows("2001:db8:0:1:a:b:c:d"), allows("2001:db8:0:2:0:0:0:1")))
			.containsExactly(true, true, false, true);
	}

	@Test
	void proxyMayWriteTheAddressesOfThatNetworkShorter() {
		assertThat(List.of(allows("2001:db8:0:1:0:0:0:1"), allows("2001:db8:0:1::2"), allows("2001:DB8::1:a:b:c:d"),
				allows("2001:db8:0:2::1")))
			.containsExactly(true, true, false, true);
	}

	@Test
	void memoryHasALimitAndLateAddressesShareAnAllowance() {
		for (int i = 0; i < 10_000; i++) {
			assertThat(allows("address" + i)).isTrue();
		}
		assertThat(List.of(allows("x"), allows("y"), allows("z"), allows("address1"))).containsExactly(true, true,
				false, true);
	}

	private boolean allows(String address) {
		return this.limit.allows(address);
	}

	private static final class AdjustableClock extends Clock {

		private Instant now = Instant.parse("2026-11-22T01:00:30Z");

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return this.now;
		}

	}

}

package io.kefu.evidence;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.stereotype.Component;

/**
 * For the operator's monitoring: anything but 0 is a reason for an alarm.
 */
@Component
class SealMetrics implements MeterBinder {

	private final Seals seals;

	SealMetrics(Seals seals) {
		this.seals = seals;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("kefu.audit.altered.days", this.seals, (all) -> all.altered().size())
			.description("Sealed days whose history was found altered when it was last compared")
			.register(registry);
	}

}

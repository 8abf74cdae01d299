package io.kefu.casefile;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.impl.MessageCorrelationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;

/**
 * Messages to cases, whichever way they come: an unknown or closed case is refused in
 * plain words, and customer service may send a message to a case without the right to
 * change process instances at will.
 */
class CaseRuntimeService extends RuntimeServiceImpl {

	private static final Set<String> MESSENGERS = Set.of("customerService", "customerServiceLead");

	/** Texts that a message may bring along when customer service sends it. */
	private static final Set<String> TEXTS = Set.of("note", "customerQuestion");

	/** Sent to the process with which the case began; called ones end with it. */
	private static final Set<String> TO_THE_WHOLE_CASE = Set.of("case-withdrawn");

	private final Supplier<Cases> cases;

	private final ProcessEngineConfigurationImpl configuration;

	CaseRuntimeService(ProcessEngineConfigurationImpl configuration, Supplier<Cases> cases) {
		this.configuration = configuration;
		this.cases = cases;
	}

	@Override
	public MessageCorrelationBuilder createMessageCorrelation(String messageName) {
		return new CaseMessage(getCommandExecutor(), messageName);
	}

	private final class CaseMessage extends MessageCorrelationBuilderImpl {

		CaseMessage(CommandExecutor executor, String messageName) {
			super(executor, messageName);
		}

		@Override
		protected <T> T execute(Command<T> command) {
			if (getBusinessKey() != null) {
				ServiceCase target = CaseRuntimeService.this.cases.get()
					.lookUp(getBusinessKey())
					.orElseThrow(() -> InvalidInputException.of("businessKey", "案件“" + getBusinessKey() + "”不存在"));
				if (target.state().isFinal()) {
					throw InvalidInputException
						.conflict("案件“" + target.caseNo() + "”" + target.state().label() + "，不再接受新的事项");
				}
				if (TO_THE_WHOLE_CASE.contains(getMessageName())) {
					processInstanceId(target.processInstanceId());
				}
			}
			try {
				return super.execute(isFromCustomerService() ? elevated(command) : command);
			}
			catch (MismatchingMessageCorrelationException ex) {
				throw InvalidInputException.of("messageName", "没有案件在等待“" + getMessageName() + "”这一消息");
			}
		}

		private boolean isFromCustomerService() {
			Authentication user = CaseRuntimeService.this.configuration.getIdentityService().getCurrentAuthentication();
			return user != null && user.getGroupIds() != null && getBusinessKey() != null
					&& user.getGroupIds().stream().anyMatch(MESSENGERS::contains);
		}

		private <T> Command<T> elevated(Command<T> command) {
			for (Map<String, Object> payload : payloads()) {
				payload.forEach((name, value) -> {
					if (!TEXTS.contains(name) || !(value instanceof String)) {
						throw InvalidInputException.of(name, "消息不能携带变量“" + name + "”");
					}
				});
			}
			return (context) -> context.runWithoutAuthorization(() -> command.execute(context));
		}

		private List<Map<String, Object>> payloads() {
			return Stream
				.of(getPayloadProcessInstanceVariables(), getPayloadProcessInstanceVariablesLocal(),
						getPayloadProcessInstanceVariablesToTriggeredScope())
				.filter(Objects::nonNull)
				.toList();
		}

	}

}

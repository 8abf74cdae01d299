package io.kefu.demand;

import java.util.Map;

import io.kefu.DecisionTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceScopeTableTests {

	private final DecisionTable table = DecisionTable.shipped("service-scope");

	@ParameterizedTest
	@CsvSource(textBlock = """
			# answer scope, service period, in scope, reason
			true,  true,  true,  问题在回答范围内，客户在服务期内
			true,  false, false, 客户不在服务期内
			true,  null,  false, 客户不在服务期内
			true,  ,      false, 客户不在服务期内
			false, true,  false, 问题不在回答范围内
			null,  true,  false, 问题不在回答范围内
			,      true,  false, 问题不在回答范围内
			false, false, false, 问题不在回答范围内，客户也不在服务期内
			null,  null,  false, 问题不在回答范围内，客户也不在服务期内
			,      ,      false, 问题不在回答范围内，客户也不在服务期内
			""")
	void demandIsInScopeOnlyIfItIsAnsweredAndTheCustomerIsServed(String answerScope, String servicePeriod,
			boolean inScope, String reason) {
		assertThat(this.table.evaluate("inAnswerScope", answerScope, "inServicePeriod", servicePeriod))
			.containsExactly(Map.of("inScope", inScope, "scopeReason", reason));
	}

}

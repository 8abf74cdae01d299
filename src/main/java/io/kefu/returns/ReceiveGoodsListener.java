package io.kefu.returns;

import java.util.Locale;

import io.kefu.problem.InvalidInputException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;

import org.springframework.stereotype.Component;

/**
 * Takes goods in, if the number on them is the one that was issued (S0-11) and, of an
 * exchange, if they are as many as the form says (S4-108).
 */
@Component
class ReceiveGoodsListener implements ExecutionListener {

	private final Rmas rmas;

	ReceiveGoodsListener(Rmas rmas) {
		this.rmas = rmas;
	}

	@Override
	public void notify(DelegateExecution execution) {
		if (execution.isCanceled()) {
			return;
		}
		String read = ((String) execution.getVariable("rmaNo")).toUpperCase(Locale.ROOT);
		String issued = (String) execution.getVariable(ReturnProcess.RMA_NUMBER);
		if (!read.equals(issued)) {
			throw InvalidInputException.of("rmaNo", "“RMA编号”“" + read + "”不是本案件编发的编号，不能入库；请核对外箱和随货单据");
		}
		int quantity = ((Number) execution.getVariable("quantity")).intValue();
		boolean exchange = ReturnProcess.KIND_EXCHANGE.equals(execution.getVariable(ReturnProcess.KIND));
		if (exchange && quantity != ((Number) execution.getVariable(ReturnProcess.APPROVED_QUANTITY)).intValue()) {
			throw InvalidInputException.of("quantity", "“数量”与换货单不符：换货单为"
					+ execution.getVariable(ReturnProcess.APPROVED_QUANTITY) + "台，实收" + quantity + "台，不能入库");
		}
		this.rmas.receive(issued, quantity);
	}

}

package io.kefu.faq;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;

import org.springframework.stereotype.Component;

/**
 * Offers the entries that fit what the customer describes, in the task's own variable
 * {@code faqSuggestions}: a list of rows with {@code id} (text), {@code question} and
 * {@code answer}, which a form shows and takes its options from; empty where nothing
 * fits. Reads {@code description} and {@code productModel}.
 */
@Component
class FaqSuggestionsListener implements TaskListener {

	private static final int MOST_SUGGESTIONS = 10;

	private final Faqs faqs;

	FaqSuggestionsListener(Faqs faqs) {
		this.faqs = faqs;
	}

	@Override
	public void notify(DelegateTask task) {
		List<Map<String, String>> suggestions = this.faqs
			.search((String) task.getVariable("description"), (String) task.getVariable("productModel"),
					this.faqs.today(), MOST_SUGGESTIONS)
			.stream()
			.map(FaqSuggestionsListener::row)
			.toList();
		task.setVariableLocal("faqSuggestions", suggestions);
	}

	private static Map<String, String> row(FaqEntry entry) {
		Map<String, String> row = new LinkedHashMap<>();
		row.put("id", String.valueOf(entry.id()));
		row.put("question", entry.question());
		row.put("answer", entry.answer());
		return row;
	}

}

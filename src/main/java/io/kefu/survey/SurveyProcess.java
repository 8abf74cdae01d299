package io.kefu.survey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.RuntimeService;

import org.springframework.stereotype.Component;

/**
 * The process {@code satisfaction-survey} 客户满意度调查.
 */
@Component
class SurveyProcess {

	/** Key of the process. */
	static final String KEY = "satisfaction-survey";

	private final RuntimeService runtime;

	SurveyProcess(RuntimeService runtime) {
		this.runtime = runtime;
	}

	/**
	 * Starts a survey that nobody has filled a form in for; the form's rules hold all the
	 * same.
	 * @param plan what it is like
	 */
	void start(SurveyPlan plan) {
		Map<String, Object> form = new HashMap<>();
		form.put("title", plan.title());
		form.put("periodFrom", plan.from().toString());
		form.put("periodTo", plan.to().toString());
		form.put("sampleSize", plan.sampleSize());
		form.put("anonymous", plan.anonymous());
		form.put("closesOn", plan.closesOn().toString());
		List<String> questions = plan.questions();
		for (int i = 0; i < Math.min(questions.size(), SurveyVariables.MOST_QUESTIONS); i++) {
			form.put(SurveyVariables.QUESTION + (i + 1), questions.get(i));
		}
		this.runtime.startProcessInstanceByKey(KEY, form);
	}

}

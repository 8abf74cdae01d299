package io.kefu.audit;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * Everything about one instance.
 *
 * @param instance as in the list
 * @param deleteReason why it was terminated, null if it was not
 * @param definition the version on which it ran, null where it was deleted
 * @param activities what was done how often and how long
 * @param flows ids of the sequence flows taken
 * @param timeline what happened, oldest first
 * @param decisions the decisions
 * @param clocks the deadlines
 * @param messages the messages of its case
 * @param incidents what failed
 * @param caller the instance that called it, may be null
 * @param called the instances that it called
 * @param attachments files and links
 * @param comments notes of people
 */
record InstanceAudit(Instances.Row instance, String deleteReason, Models.Definition definition,
		List<ActivitySum> activities, Set<String> flows, List<Entry> timeline, List<Decisions.Evaluation> decisions,
		List<InstanceHistory.ClockLine> clocks, List<InstanceHistory.MessageLine> messages,
		List<InstanceHistory.IncidentLine> incidents, InstanceHistory.Caller caller,
		List<InstanceHistory.Called> called, List<InstanceHistory.AttachmentLine> attachments,
		List<InstanceHistory.CommentLine> comments) {

	/**
	 * All runs of an activity.
	 *
	 * @param activityId its id in the model
	 * @param name its name
	 * @param type such as {@code userTask}
	 * @param count how many runs
	 * @param running how many of them still run
	 * @param canceled how many of them were cut off
	 * @param totalMs their durations together in milliseconds, those that run until now
	 */
	record ActivitySum(String activityId, String name, String type, int count, int running, int canceled,
			long totalMs) {
	}

	/**
	 * Something that happened.
	 *
	 * @param at when
	 * @param kind activity, task, variable, decision, message, clock, incident, job,
	 * comment, attachment, call, operation or case
	 * @param actor login of the person; null or {@code system} for the application
	 * @param actorName that person's name
	 * @param activityId where in the model, may be null
	 * @param title what it is about
	 * @param text what happened
	 * @param property what was changed, may be null
	 * @param variable name of the changed variable in the model, null if it was none
	 * @param oldValue its former value
	 * @param newValue its value from then on
	 * @param ref id of the record that says more: task, evaluation, called instance …
	 */
	record Entry(OffsetDateTime at, String kind, String actor, String actorName, String activityId, String title,
			String text, String property, String variable, String oldValue, String newValue, String ref) {
	}

}

package io.kefu.notification;

import java.util.List;

import io.kefu.casefile.CaseEvents;
import io.kefu.casefile.CaseFiles;
import io.kefu.casefile.CaseLabels;
import io.kefu.identity.Actor;

import org.springframework.stereotype.Component;

/**
 * What happens to messages, in the timeline of their case. Of a message without a case
 * the outbox alone tells.
 */
@Component
class MessageTimeline {

	private final CaseEvents events;

	private final CaseFiles caseFiles;

	MessageTimeline(CaseEvents events, CaseFiles caseFiles) {
		this.events = events;
		this.caseFiles = caseFiles;
	}

	void queued(Message message) {
		record(message, "MESSAGE_QUEUED", "将向%s发送消息".formatted(recipient(message)));
	}

	void kept(Message message, String reason) {
		String task = message.recipient().equals(Notifications.CUSTOMER) ? "，请人工告知" : "";
		record(message, "MESSAGE_KEPT", "%s，给%s的消息已留存%s".formatted(reason, recipient(message), task));
	}

	void sent(Message message, List<String> refused) {
		String exceptions = refused.isEmpty() ? "" : "（地址被拒收：%s）".formatted(String.join(", ", refused));
		record(message, "MESSAGE_SENT", "已向%s发送消息%s".formatted(recipient(message), exceptions));
	}

	void failed(Message message, String error) {
		record(message, "MESSAGE_FAILED", "未能向%s发送消息（%s）".formatted(recipient(message), error));
	}

	private void record(Message message, String type, String what) {
		if (message.caseNo() == null) {
			return;
		}
		this.events.record(message.caseNo(), type, Actor.SYSTEM, what + "：" + message.text().subject());
	}

	private String recipient(Message message) {
		return "“%s”（%s）".formatted(this.caseFiles.recipientName(message.recipient()),
				CaseLabels.messageChannel(message.channel().id()));
	}

}
